using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Server.Intake.Messages;

/// <summary>What is asked for. Null where it was left out.</summary>
internal sealed record AdHocAsked
{
    [Description("Names this message; sent again under it within 72 hours, it is a duplicate. 1 to 64 characters.")]
    public string? Id { get; init; }
    [Description("The id of a registered customer. The text goes to the customer's first number.")]
    public string? Customer { get; init; }
    [Description("1 to 459 characters without links, full card numbers, control characters or promotion.")]
    public string? Text { get; init; }
    [Description("Why it is sent, in 8 to 200 characters without names or numbers of customers. It stands in the record of acts and in the message's reasons.")]
    public string? Reason { get; init; }
    [Description("How long it may be sent, hh:mm:ss: 1 minute to 7 days. Default 24 hours.")]
    public string? Validity { get; init; }

    public override string ToString() => "ad-hoc message (redacted)";
}

/// <param name="Status">accepted, suppressed (a search for the event says why) or duplicate.</param>
internal sealed record AdHocAnswer(string Id, string Status, string? Message);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AdHocAsked))]
[JsonSerializable(typeof(AdHocAnswer))]
internal sealed partial class AdHocJson : JsonSerializerContext;
