namespace Tidings.Client.Webhooks;

/// <summary>The three headers of a webhook, as they came. Null: the header was not there.</summary>
/// <param name="Id">Of <see cref="IdName"/>: the same each time that the same fact is told.</param>
/// <param name="Timestamp">Of <see cref="TimestampName"/>: when this attempt was made, in seconds since 1970.</param>
/// <param name="Signature">Of <see cref="SignatureName"/>: one signature or several.</param>
public readonly record struct WebhookHeaders(string? Id, string? Timestamp, string? Signature)
{
    /// <summary>The name of the header with the id.</summary>
    public const string IdName = "webhook-id";

    /// <summary>The name of the header with the time.</summary>
    public const string TimestampName = "webhook-timestamp";

    /// <summary>The name of the header with the signatures.</summary>
    public const string SignatureName = "webhook-signature";
}
