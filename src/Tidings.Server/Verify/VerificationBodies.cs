using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Verify;

namespace Tidings.Server.Verify;

/// <summary>What is asked for. Null where it was left out.</summary>
internal sealed record VerificationAsked
{
    [Description("What the code is for: the id of one of GET /v1/purposes.")]
    public string? Purpose { get; init; }
    [Description("The id of the customer. Left out: it is about the number alone, for purposes with anyNumber.")]
    public string? Customer { get; init; }
    [Description("Where the code is to go, in E.164. Left out: the customer's first number. One that is not registered for the customer is for purposes with anyNumber.")]
    public string? Phone { get; init; }
    [Description("Names the session of yours in which it begins, 1 to 256 characters: the check must come in the same. It is kept as a hash.")]
    public string? Session { get; init; }
    [Description("The address of the customer's device, for limits, at most 64 characters.")]
    public string? Ip { get; init; }
    [Description("Names the customer's device, for limits, at most 256 characters.")]
    public string? Device { get; init; }
    [Description("BCP 47, where no customer is named. Left out: the bank's default.")]
    public string? Language { get; init; }
    [Description("The payment that the code is to approve, for purposes that bind one.")]
    public PaymentAsked? Payment { get; init; }
    [Description("In place of payment: all payments that the code is to approve together, 1 to 500, of one currency.")]
    public PaymentAsked[]? Batch { get; init; }
    [Description("By what he is to prove himself: sms, totp, passkey or voice. Left out: the first of the purpose's means that is open to him.")]
    public string? Means { get; init; }

    public override string ToString() => "verification asked (redacted)";
}

internal sealed record CheckAsked
{
    [Description("What the customer typed. Spaces, hyphens and small letters do not matter.")]
    public string? Code { get; init; }
    [Description("In place of the code, where it is by a passkey: what navigator.credentials.get() gave, by its toJSON().")]
    public JsonElement? Credential { get; init; }
    [Description("What you are about to let happen: it must be the purpose that the code was sent for.")]
    public string? Purpose { get; init; }
    [Description("The session in which it began, where it named one.")]
    public string? Session { get; init; }
    [Description("The payment as you are about to make it. Another than the one that the code was sent for ends the verification.")]
    public PaymentAsked? Payment { get; init; }
    [Description("Likewise all payments of a batch, in the same order.")]
    public PaymentAsked[]? Batch { get; init; }

    public override string ToString() => "code (redacted)";
}

internal sealed record ResendAsked
{
    [Description("The session in which it began, where it named one.")]
    public string? Session { get; init; }
    [Description("How it goes now: sms, or voice for a call that says it. Left out: as the last one.")]
    public string? By { get; init; }

    public override string ToString() => "resend (redacted)";
}

internal sealed record PaymentAsked
{
    public AmountAsked? Amount { get; init; }
    [Description("Who gets the money, as you show him to the customer: 1 to 140 characters.")]
    public string? Payee { get; init; }
    [Description("Where the money goes, for example an IBAN: at most 64 characters. Bound, and not shown.")]
    public string? Account { get; init; }

    public override string ToString() => "payment (redacted)";
}

internal sealed record AmountAsked
{
    [Description("In major units, as a string: 12.30.")]
    public string? Amount { get; init; }
    [Description("ISO 4217.")]
    public string? Currency { get; init; }
}

/// <summary>How a verification stands. The same of one that nothing was sent for.</summary>
internal sealed record VerificationShown(string Id, string Purpose, string Status, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, int TriesLeft, int ResendsLeft, DateTimeOffset? ResendAt, string Means, MeansShown[] Allowed)
{
    [Description("Where it is by a passkey and awaited: what your page gives to navigator.credentials.get(), as PublicKeyCredentialRequestOptionsJSON.")]
    public JsonElement? Passkey { get; init; }

    /// <param name="purpose">Null: there is no such purpose any more.</param>
    public static VerificationShown Of(string id, Verification now, Purpose? purpose)
    {
        var pending = now.Status == VerificationStatus.Pending;
        var resends = pending && purpose is not null && now.Means.GoesToNumber() ? Math.Max(0, purpose.Resends - now.Resent) : 0;
        return new(id, now.Purpose, StatusOf(now), now.StartedAt, now.ExpiresAt, pending ? now.Tries - now.Wrong : 0, resends, resends > 0 ? now.SentAt + purpose!.Cooldown : null,
            AuthenticatorShown.Word(now.Means), MeansShown.Of(purpose, now.Barred ?? []));
    }

    public static string StatusOf(Verification now) => JsonNamingPolicy.KebabCaseLower.ConvertName(now.Status.ToString());
}

/// <param name="Approved">The one thing to go by: true once for each verification at most.</param>
internal sealed record CheckAnswer(bool Approved, string Status, int TriesLeft);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(VerificationAsked))]
[JsonSerializable(typeof(CheckAsked))]
[JsonSerializable(typeof(ResendAsked))]
[JsonSerializable(typeof(VerificationShown))]
[JsonSerializable(typeof(CheckAnswer))]
internal sealed partial class VerificationJson : JsonSerializerContext;
