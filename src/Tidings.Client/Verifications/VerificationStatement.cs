using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tidings.Client.Verifications;

/// <summary>
/// What was approved, as the node states it under its signature: keep <see cref="Signed"/>, and the keys of <see cref="VerificationsClient.GetStatementKeysAsync"/> with it. What stands here was read out of it and comes from
/// the node; its signature (EdDSA) is for whoever gets the statement from somebody else, with any library of JOSE. There is never a code in it.
/// </summary>
public sealed record VerificationStatement
{
    const int LongestStatement = 1 << 20;

    /// <summary>The statement itself: a JSON Web Signature in compact form (RFC 7515). It is personal.</summary>
    public required string Signed { get; init; }

    /// <summary>Which key signed it (<c>kid</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The origin of the audit log under whose key it is signed.</summary>
    public required string Issuer { get; init; }

    /// <summary>When the statement was made, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The verification's id.</summary>
    public required string Verification { get; init; }

    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>What was approved.</summary>
    public required string Purpose { get; init; }

    /// <summary>When the verification began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was approved.</summary>
    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>The journal row that records the approval, the other half of what the audit log's entries are of.</summary>
    public required string Row { get; init; }

    /// <summary>SHA-256 of the bank's session, base64url. Null: it named none.</summary>
    public string? Session { get; init; }

    /// <summary>What was paid. Null: the purpose binds no payment.</summary>
    public StatedPayment? Payment { get; init; }

    /// <summary>By what the customer proved himself: of texts each sending, and the last one's code was right.</summary>
    public required IReadOnlyList<StatedMeans> Means { get; init; }

    /// <summary>How many wrong codes came before.</summary>
    public required int WrongCodes { get; init; }

    /// <summary>The verification's id alone: the rest is personal.</summary>
    public override string ToString() => $"statement of {Verification} (redacted)";

    /// <returns>Null: it is no statement that can be read.</returns>
    internal static VerificationStatement? Read(string signed)
    {
        if (signed.Length > LongestStatement || signed.Split('.') is not [var head, var body, { Length: > 0 }]
            || Part(head, VerificationJson.Default.StatementHead) is not { } read || Part(body, VerificationJson.Default.StatementClaims) is not { } claims
            || claims.Iat < 0 || claims.Iat > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return null;
        return new()
        {
            Signed = signed, KeyId = read.Kid, Issuer = claims.Iss, IssuedAt = DateTimeOffset.FromUnixTimeSeconds(claims.Iat), Verification = claims.Jti, Customer = claims.Sub, Purpose = claims.Purpose,
            StartedAt = claims.StartedAt, ApprovedAt = claims.ApprovedAt, Row = claims.Row, Session = claims.Session, Payment = claims.Payment, Means = claims.Means ?? [], WrongCodes = claims.WrongCodes,
        };
    }

    static T? Part<T>(string base64, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(base64), type);
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>What was paid with an approval.</summary>
/// <param name="Amount">Of all payments together, in major units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Payments">How many.</param>
/// <param name="Digest">SHA-256 over each amount, currency, payee and account in their order, base64url: by it the payments of a batch are known again.</param>
/// <param name="Payee">Null: a batch. Its payees are in the digest.</param>
/// <param name="Account">Null: a batch, or none was named.</param>
public sealed record StatedPayment(string Amount, string Currency, int Payments, string Digest, string? Payee = null, string? Account = null)
{
    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => "stated payment (redacted)";
}

/// <summary>One sending of a code, or an app whose code was asked for.</summary>
/// <param name="Kind">By what.</param>
/// <param name="DecidedAt">When the text was written and recorded, or what a call says; of an app, when its code was asked for.</param>
/// <param name="To">The last three digits of the number. Null: it is neither text nor call.</param>
/// <param name="Message">The id of the text or call. Null: it is neither.</param>
/// <param name="SentAt">When the carrier took all of it. Null: no answer of a carrier is known.</param>
/// <param name="DeliveredAt">When the carrier reported that the phone has it, or that the call was answered. Null: it did not.</param>
public sealed record StatedMeans(
    VerificationMeans Kind, DateTimeOffset DecidedAt, string? To = null, string? Message = null, DateTimeOffset? SentAt = null, DateTimeOffset? DeliveredAt = null)
{
    /// <summary>The kind alone: the rest is personal.</summary>
    public override string ToString() => $"{Kind} (redacted)";
}

internal sealed record StatementHead
{
    public required string Kid { get; init; }
}

internal sealed record StatementClaims
{
    public required string Iss { get; init; }
    public required long Iat { get; init; }
    public required string Jti { get; init; }
    public required string Sub { get; init; }
    public required string Purpose { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset ApprovedAt { get; init; }
    public required string Row { get; init; }
    public string? Session { get; init; }
    public StatedPayment? Payment { get; init; }
    public IReadOnlyList<StatedMeans>? Means { get; init; }
    public int WrongCodes { get; init; }
}
