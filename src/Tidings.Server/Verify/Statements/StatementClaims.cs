using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Server.Verify.Statements;

/// <summary>What a statement says of an approved verification. Never a code, and of a number its last three digits.</summary>
/// <param name="Iss">The audit log's origin, under whose key it is signed.</param>
/// <param name="Iat">When it was made, in seconds since 1970.</param>
/// <param name="Jti">The verification's id.</param>
/// <param name="Sub">The bank's id of the customer.</param>
/// <param name="Row">The journal row that records the approval, the other half of what the log's entries are of.</param>
internal sealed record StatementClaims(string Iss, long Iat, string Jti, string Sub, string Purpose, DateTimeOffset StartedAt, DateTimeOffset ApprovedAt, string Row)
{
    /// <summary>SHA-256 of the bank's session, base64url. Null: it named none.</summary>
    public string? Session { get; init; }
    /// <summary>Null: the purpose binds none.</summary>
    public StatedPayment? Payment { get; init; }
    /// <summary>By what the customer proved himself: of texts each sending, the last is the one whose code was right.</summary>
    public IReadOnlyList<StatedMeans> Means { get; init; } = [];
    public int WrongCodes { get; init; }

    public override string ToString() => "statement (redacted)";
}

/// <param name="Amount">Of all payments together, in major units.</param>
/// <param name="Payments">How many.</param>
/// <param name="Digest">SHA-256 over each amount, currency, payee and account in their order, base64url: docs/verification.md says of which bytes.</param>
internal sealed record StatedPayment(string Amount, string Currency, int Payments, string Digest)
{
    /// <summary>Null: a batch. Its payees are in the digest.</summary>
    public string? Payee { get; init; }
    /// <summary>Null: a batch, or the bank named none.</summary>
    public string? Account { get; init; }
}

/// <param name="Kind"><c>sms</c>, <c>voice</c>, or <c>totp</c>: the code of an app, of which no more is known.</param>
/// <param name="DecidedAt">When the text was written and recorded; of an app, when its code was asked for.</param>
internal sealed record StatedMeans(string Kind, DateTimeOffset DecidedAt)
{
    /// <summary>The last three digits of the number.</summary>
    public string? To { get; init; }
    /// <summary>The text's id.</summary>
    public string? Message { get; init; }
    /// <summary>When the carrier took the last part of it. Null: no answer of a carrier is known.</summary>
    public DateTimeOffset? SentAt { get; init; }
    /// <summary>When the carrier reported that the phone has it. Null: it did not.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatementClaims))]
internal sealed partial class StatementJson : JsonSerializerContext
{
    /// <summary>Names as they are written: nobody puts a signed statement into a page unread.</summary>
    public static StatementJson Claims { get; } = new(new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
