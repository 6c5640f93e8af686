using System.Security.Cryptography;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Server.Audit;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;
using Tidings.Server.Verify.Passkeys;

namespace Tidings.Server.Verify;

/// <summary>
/// <c>/v1/customers/{id}/authenticators</c>: the apps by whose codes a customer proves himself, and his passkeys. They are for a customer whom the bank has before it, and say who exists. The secret is made here, goes out in the answer to
/// the enrolment, and stands after that in the customer's state alone, sealed as all of it is.
/// </summary>
/// <param name="ring">Null: nothing is sealed here, and acts name no customer.</param>
internal sealed class AuthenticatorDoor(VerificationDoor door, VerificationSteps steps, ICustomerReader customers, RulebookHolder rules, IStore store, IActs acts, PasskeyCeremonies passkeys, KeyRing? ring = null)
{
    const string UsualName = "Authenticator", UsualPasskey = "Passkey";
    static readonly Problem NoCustomer = new(ProblemCodes.NotFound) { Detail = "There is no customer with this id." };
    static readonly Problem None = new(ProblemCodes.NotFound) { Detail = "The customer has no such authenticator, or its enrolment is over." };

    public Task<IResult> Enrol(string id, HttpContext http) => door.Guarded(http, async caller =>
    {
        var (asked, problem) = await AccessJson.Read(http, AuthenticatorJson.Default.AuthenticatorAsked);
        if (asked is null)
            return problem!;
        var errors = new List<FieldError>();
        var wanted = Wanted(asked, errors);
        if (errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        if (await customers.Get(id) is null)
            return NoCustomer;
        // Before it is done: nothing is enrolled that the log does not name.
        await Record(caller, "authenticator.enrolled", id, wanted.Id, http.RequestAborted);
        var outcome = await Take(caller, id, new() { Act = VerificationAct.Enrol, Key = wanted.Key, Enrol = wanted }, http.RequestAborted);
        if (outcome.Verification is not { Outcome: VerificationOutcome.Done, Authenticators: [var made] })
            return Answer(outcome);
        http.Response.Headers.Location = $"/v1/customers/{Uri.EscapeDataString(id)}/authenticators/{made.Id}";
        if (made.Means == VerificationMeans.Passkey)
            return Results.Json(AuthenticatorShown.Of(made) with { Creation = await passkeys.Begin(caller, id, made, http.RequestAborted) }, AuthenticatorJson.Default.AuthenticatorShown, statusCode: StatusCodes.Status201Created);
        return Results.Json(AuthenticatorShown.Of(made) with
        {
            Secret = Totp.Base32(wanted.Secret), Address = Totp.Address(rules.Pipeline.Rulebook.Bank.Name, wanted.Name, wanted.Secret, wanted.Digits, wanted.Hash),
        }, AuthenticatorJson.Default.AuthenticatorShown, statusCode: StatusCodes.Status201Created);
    });

    public Task<IResult> Confirm(string id, string authenticator, HttpContext http) => door.Guarded(http, async caller =>
    {
        var (asked, problem) = await AccessJson.Read(http, AuthenticatorJson.Default.ConfirmAsked);
        if (asked is null)
            return problem!;
        if (asked.Code is null && asked.Credential is null)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = [new("code", FieldCodes.Missing, "It is missing.", "Send what the app shows, or the credential that the browser made.")] };
        if (Authenticator.KeyOf(authenticator) is not { } key || await customers.Get(id) is null)
            return None;
        var outcome = await Take(caller, id, new()
        {
            Act = VerificationAct.Confirm, Key = key, Typed = Codes.Typed(asked.Code ?? ""),
            Enrol = asked.Credential is { } credential ? await passkeys.Made(caller, id, key, credential, http.RequestAborted) : null,
        }, http.RequestAborted);
        switch (outcome.Verification)
        {
            case { Outcome: VerificationOutcome.Done }:
                await Record(caller, "authenticator.confirmed", id, authenticator, http.RequestAborted);
                return Results.Json(new(true, 0), AuthenticatorJson.Default.ConfirmAnswer);
            case { Outcome: VerificationOutcome.Wrong, Authenticators: [var now] }:
                return Results.Json(new(false, Math.Max(0, Authenticator.MostWrong - now.Wrong)), AuthenticatorJson.Default.ConfirmAnswer);
            default:
                return Answer(outcome);
        }
    });

    public Task<IResult> List(string id, HttpContext http) => door.Guarded(http, async caller =>
    {
        if (await customers.Get(id) is null)
            return NoCustomer;
        var outcome = await Take(caller, id, new() { Act = VerificationAct.List, Key = 0 }, http.RequestAborted);
        return outcome.Verification is { Outcome: VerificationOutcome.Done, Authenticators: { } all }
            ? Results.Json(new(Array.ConvertAll(all, AuthenticatorShown.Of)), AuthenticatorJson.Default.AuthenticatorList)
            : Answer(outcome);
    });

    public Task<IResult> Remove(string id, string authenticator, HttpContext http) => door.Guarded(http, async caller =>
    {
        if (Authenticator.KeyOf(authenticator) is not { } key || await customers.Get(id) is null)
            return None;
        await Record(caller, "authenticator.removed", id, authenticator, http.RequestAborted);
        var outcome = await Take(caller, id, new() { Act = VerificationAct.Remove, Key = key }, http.RequestAborted);
        return outcome.Verification is { Outcome: VerificationOutcome.Done } ? Results.NoContent() : Answer(outcome);
    });

    ValueTask<EventOutcome> Take(Caller caller, string customer, VerificationStep step, CancellationToken cancel) =>
        steps.Take(caller.Identity, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), customer, step, cancel);

    IResult Answer(EventOutcome outcome) => outcome.Verification switch
    {
        { Outcome: VerificationOutcome.Full } => new Problem(ProblemCodes.Conflict) { Detail = $"The customer has {Authenticator.Most} authenticators. Remove one first." },
        { Outcome: VerificationOutcome.Over } => new Problem(ProblemCodes.Conflict) { Detail = "It is confirmed already." },
        { } => None,
        null => door.NotTaken(outcome),
    };

    async Task Record(Caller caller, string act, string customer, string authenticator, CancellationToken cancel) =>
        await store.Commit(AuditWriter.UnitOf(acts.Record(new(caller.Identity, act, $"{await ActSubjects.Customer(ring, customer, cancel)} authenticator/{authenticator}"))));

    Authenticator Wanted(AuthenticatorAsked asked, List<FieldError> errors)
    {
        var passkey = asked.Means == AuthenticatorShown.Word(VerificationMeans.Passkey);
        if (passkey && !passkeys.IsSetUp)
            errors.Add(new("means", FieldCodes.UnknownValue, "Passkeys of customers are not set up here.", "Set CustomerPasskeys:RelyingPartyId and CustomerPasskeys:Origins, or write totp."));
        else if (!passkey && asked.Means != AuthenticatorShown.Word(VerificationMeans.Totp))
            errors.Add(new("means", asked.Means is null ? FieldCodes.Missing : FieldCodes.UnknownValue, "It is no means that is enrolled.", "Write totp or passkey."));
        if (passkey && asked.Algorithm is not null)
            errors.Add(new("algorithm", FieldCodes.UnknownField, "A passkey reckons no codes.", "Leave it out."));
        if (passkey && asked.Digits is not null)
            errors.Add(new("digits", FieldCodes.UnknownField, "A passkey reckons no codes.", "Leave it out."));
        if (asked.Name is { Length: 0 or > Authenticator.LongestName } || asked.Name?.Any(char.IsControl) == true || (asked.Name is not null && string.IsNullOrWhiteSpace(asked.Name)))
            errors.Add(new("name", FieldCodes.TooLong, $"It has 1 to {Authenticator.LongestName} characters, in one line.", "Shorten it, or leave it out."));
        if (asked.Algorithm is not (null or "sha1" or "sha256"))
            errors.Add(new("algorithm", FieldCodes.UnknownValue, "It is no algorithm that is known here.", "Write sha1 or sha256, or leave it out."));
        if (asked.Digits is < Totp.FewestDigits or > Totp.MostDigits)
            errors.Add(new("digits", FieldCodes.Range, $"A code has {Totp.FewestDigits} to {Totp.MostDigits} digits.", "Write one of them, or leave it out."));
        var (key, hash) = (BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), asked.Algorithm == "sha256" ? TotpHash.Sha256 : TotpHash.Sha1);
        return passkey ? new() { Key = key, Means = VerificationMeans.Passkey, Secret = [], Hash = hash, Digits = 0, Name = asked.Name ?? UsualPasskey } : new()
        {
            Key = key, Means = VerificationMeans.Totp, Secret = RandomNumberGenerator.GetBytes(Totp.SecretLengthOf(hash)), Hash = hash,
            Digits = asked.Digits ?? Totp.FewestDigits, Name = asked.Name ?? UsualName,
        };
    }
}
