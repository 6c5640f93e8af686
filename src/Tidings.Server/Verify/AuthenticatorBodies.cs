using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Verify;

namespace Tidings.Server.Verify;

/// <summary>What is asked for. Null where it was left out.</summary>
internal sealed record AuthenticatorAsked
{
    [Description("By which means the customer is to prove himself: totp or passkey.")]
    public string? Means { get; init; }
    [Description("As the app and the list show it, 1 to 64 characters, nothing secret. Left out: Authenticator.")]
    public string? Name { get; init; }
    [Description("Of totp: sha1 or sha256. Left out: sha1, which every app has; some apps take sha1 whatever they are told.")]
    public string? Algorithm { get; init; }
    [Description("Of a code of totp: 6 to 8. Left out: 6; some apps show six whatever they are told.")]
    public int? Digits { get; init; }

    public override string ToString() => "authenticator asked (redacted)";
}

internal sealed record ConfirmAsked
{
    [Description("The code that the app shows. Spaces do not matter.")]
    public string? Code { get; init; }
    [Description("In place of the code, of a passkey: what navigator.credentials.create() gave, by its toJSON().")]
    public JsonElement? Credential { get; init; }

    public override string ToString() => "code (redacted)";
}

/// <summary>What a customer has enrolled.</summary>
/// <param name="Status">pending: its first code, or what the browser makes, is awaited, ten minutes long; active.</param>
/// <param name="Algorithm">Null: it is no app.</param>
/// <param name="Digits">Likewise.</param>
internal sealed record AuthenticatorShown(
    string Id, string Means, string Name, string? Algorithm, int? Digits, string Status, DateTimeOffset AddedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? UsedAt)
{
    [Description("Of an enrolment's answer alone, and never again: what the app shares, in base 32.")]
    public string? Secret { get; init; }
    [Description("Likewise, as the app reads it: otpauth://totp/…, for a QR code that is shown to the customer alone.")]
    public string? Address { get; init; }
    [Description("Of a passkey's enrolment: what your page gives to navigator.credentials.create(), as PublicKeyCredentialCreationOptionsJSON.")]
    public JsonElement? Creation { get; init; }

    public static AuthenticatorShown Of(Authenticator one) => new(
        one.Id, Word(one.Means), one.Name, one.Means == VerificationMeans.Totp ? Word(one.Hash) : null, one.Means == VerificationMeans.Totp ? one.Digits : null, one.ConfirmedAt is null ? "pending" : "active", one.AddedAt, one.ConfirmedAt, one.UsedAt);

    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public override string ToString() => "authenticator (redacted)";
}

internal sealed record AuthenticatorList(AuthenticatorShown[] Authenticators);

/// <param name="Confirmed">The app shows what it should, or the passkey was made: it can be used from now on.</param>
/// <param name="TriesLeft">At none the enrolment is over.</param>
internal sealed record ConfirmAnswer(bool Confirmed, int TriesLeft);

/// <summary>A means as it stands for somebody.</summary>
/// <param name="Reason">For machines. Null: it is allowed.</param>
/// <param name="Why">For people.</param>
internal sealed record MeansShown(string Means, bool Allowed, string? Reason, string? Why)
{
    /// <param name="purpose">Null: there is no such purpose any more.</param>
    public static MeansShown[] Of(Purpose? purpose, MeansBarred[] barred) =>
        [.. MeansBarred.Each(purpose, barred).Select(static one => new MeansShown(AuthenticatorShown.Word(one.Means), one.Why is null, one.Why?.Code, one.Why?.Text))];
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AuthenticatorAsked))]
[JsonSerializable(typeof(ConfirmAsked))]
[JsonSerializable(typeof(AuthenticatorShown))]
[JsonSerializable(typeof(AuthenticatorList))]
[JsonSerializable(typeof(ConfirmAnswer))]
[JsonSerializable(typeof(MeansShown[]))]
internal sealed partial class AuthenticatorJson : JsonSerializerContext;
