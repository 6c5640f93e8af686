using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;
using Tidings.Security.Sealing;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Intake;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;
using Tidings.Server.Verify.Passkeys;
using Tidings.Server.Verify.SimSwaps;

namespace Tidings.Server.Verify;

/// <summary>
/// <c>/v1/verifications</c>. Codes are drawn and hashed here; what comes of them is decided in the partition of the customer. Whether a customer or number exists changes neither the answer nor the way to it: the
/// profile is looked for, a code drawn, a text written and a row journalled in each case.
/// </summary>
internal sealed class VerificationDoor(
    VerificationSteps steps, VerificationIds ids, CodeSecrets secrets, ICustomerReader customers, RulebookHolder rules, NumberingPlan numbers, CallLimits limits, IntakeGate gate, IOptions<IntakeOptions> options,
    SentCodes sent, PasskeyCeremonies passkeys, SwapQuestion swaps, CallingCarriers calls, IOptions<VerifyOptions> pace, TimeProvider time)
{
    static readonly Problem None = new(ProblemCodes.NotFound) { Detail = "There is no verification with this id." };

    PurposeBook Purposes => rules.Pipeline.Rulebook.Purposes;

    /// <summary>
    /// A timer runs beside the work: of a customer there is a state in memory, and of nobody it is looked for in the store, and how long that took does not show in when the answer comes. Whoever has an id already is not made
    /// to wait: behind it both are found in one way.
    /// </summary>
    public async Task<IResult> Start(HttpContext http)
    {
        var notBefore = pace.Value.AnswerAfter > TimeSpan.Zero ? Task.Delay(pace.Value.AnswerAfter, time, http.RequestAborted) : Task.CompletedTask;
        try
        {
            return await Guarded(http, caller => Begin(caller, http));
        }
        finally
        {
            await notBefore;
        }
    }

    async Task<IResult> Begin(Security.Access.Caller caller, HttpContext http)
    {
        var (asked, problem) = await AccessJson.Read(http, VerificationJson.Default.VerificationAsked);
        if (asked is null)
            return problem!;
        var errors = new List<FieldError>();
        if (VerificationRules.PurposeOf(asked.Purpose, Purposes, errors) is not { } purpose)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        VerificationRules.CheckWhom(asked, purpose, errors);
        var number = VerificationRules.Number(asked.Phone, numbers, errors);
        // Whoever named the number knows it: he is told what is the same whosever it is.
        if (number is { } named && NumberGuards.Refuse(purpose, named, rules.Guards) is not null)
            errors.Add(new("phone", FieldCodes.Range, "Codes of this purpose do not go to numbers of this country or kind.", "Ask for another number. GET /v1/purposes has the rules."));
        var session = VerificationRules.Session(asked.Session, errors);
        var payment = VerificationRules.PaymentOf(asked.Payment, asked.Batch, purpose, errors);
        var means = VerificationRules.MeansOf(asked.Means, errors);
        var request = VerificationRules.RequestKey(http.Request.Headers["Idempotency-Key"], errors);
        if (errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        var whom = UnknownCustomers.Asked(asked.Customer, number?.Digits ?? "");
        var profile = asked.Customer is { } customer ? await customers.Get(customer) : null;
        // Before the partition's turn: nobody waits there for a carrier.
        var reached = number ?? (profile is { Phones: [var first, ..] } ? first : (Msisdn?)null);
        var swap = means is VerificationMeans.Totp or VerificationMeans.Passkey ? SwapAnswer.NotAsked : await swaps.Ask(purpose, reached, http.RequestAborted);
        var step = await Fresh(VerificationAct.Start, RandomKey(), purpose, session, payment, http.RequestAborted);
        var name = await ids.NameOf(whom, numberAlone: asked.Customer is null, http.RequestAborted);
        // Who share a name do not share a key of a request's.
        var outcome = await steps.Take(caller.Identity, $"{whom:x16}/{request}", profile is not null ? asked.Customer! : name, step with
        {
            Purpose = purpose.Id, Session = session, Payment = payment, To = number, NumberAlone = asked.Customer is null, Language = asked.Language ?? "", Asked = whom,
            Request = EventKey.Of($"{purpose.Id}\n{asked.Customer}", $"{number?.Digits}\n{asked.Language}{(asked.Means is null ? "" : $"\n{asked.Means}")}", $"{Hex(session)}\n{Hex(payment?.Digest)}"),
            SessionKey = VerificationStep.KeyOf(asked.Session), IpKey = VerificationStep.KeyOf(VerificationRules.Network(asked.Ip)), DeviceKey = VerificationStep.KeyOf(asked.Device),
            Means = means, Swap = swap, SwapOf = reached, PasskeysAreOff = !passkeys.IsSetUp, CallsAreOff = !calls.Any,
        }, http.RequestAborted);
        if (outcome.Verification is { Outcome: VerificationOutcome.Barred, Barred: { } barred })
            return NotBy(purpose, barred);
        return await Answer(outcome, StatusCodes.Status201Created, http, asked.Customer);
    }

    public Task<IResult> Check(string id, HttpContext http) => Guarded(http, async caller =>
    {
        var (asked, problem) = await AccessJson.Read(http, VerificationJson.Default.CheckAsked);
        if (asked is null)
            return problem!;
        var errors = new List<FieldError>();
        if (asked.Code is null && asked.Credential is null)
            errors.Add(new("code", FieldCodes.Missing, "It is missing.", "Send what the customer typed, or the credential that his browser gave."));
        else if (asked.Code is not null && asked.Credential is not null)
            errors.Add(new("credential", FieldCodes.Repeated, "There is a code beside it.", "Send one of the two."));
        var purpose = VerificationRules.PurposeOf(asked.Purpose, Purposes, errors);
        var session = VerificationRules.Session(asked.Session, errors);
        var payment = purpose is null ? null : VerificationRules.PaymentOf(asked.Payment, asked.Batch, purpose, errors);
        if (errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        if (await ids.Find(id, http.RequestAborted) is not { } found)
            return None;
        var typed = Codes.Typed(asked.Code ?? "");
        var guesses = asked.Code is null ? [] : await secrets.HashAll(CodeBinding.Of(found.Key, purpose!.Id, session, payment, typed), http.RequestAborted);
        var signed = asked.Credential is { } credential ? await passkeys.Look(caller, found, purpose!, session, payment, credential, http.RequestAborted) : null;
        var outcome = await steps.Take(caller.Identity, Once(), found.Customer, new()
        {
            Act = VerificationAct.Check, Key = found.Key, Begun = found.Begun, Purpose = purpose!.Id, Session = session, Payment = payment, Guesses = guesses, Typed = typed, Signed = signed,
        }, http.RequestAborted);
        if (outcome.Verification is { Outcome: VerificationOutcome.TooMany } later)
            return new Problem(ProblemCodes.VerificationLimited) { Detail = "Nothing was looked at, and no try was used. Send it again after Retry-After.", RetryAfter = (int)Math.Max(1, Math.Ceiling(later.RetryAfter.TotalSeconds)) };
        return outcome.Verification is { Outcome: VerificationOutcome.Done or VerificationOutcome.Wrong, Now: { } now } answer
            ? Results.Json(new(answer.Outcome == VerificationOutcome.Done, VerificationShown.StatusOf(now), now.Status == VerificationStatus.Pending ? now.Tries - now.Wrong : 0), VerificationJson.Default.CheckAnswer)
            : await Answer(outcome, StatusCodes.Status200OK, http);
    });

    public Task<IResult> Resend(string id, HttpContext http) => Guarded(http, async caller =>
    {
        var (asked, problem) = await AccessJson.Read(http, VerificationJson.Default.ResendAsked);
        if (asked is null)
            return problem!;
        var errors = new List<FieldError>();
        var session = VerificationRules.Session(asked.Session, errors);
        var by = VerificationRules.ByOf(asked.By, errors);
        if (errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        if (await ids.Find(id, http.RequestAborted) is not { } found || await steps.Read(found) is not { } known
            || !CryptographicOperations.FixedTimeEquals(known.Session ?? [], session ?? []))
            return None;
        if (Purposes.Find(known.Purpose) is not { } purpose)
            return Over(known);
        var code = purpose.Resend == ResentCode.Same ? await sent.Find(known, purpose, http.RequestAborted) : null;
        var step = await Fresh(VerificationAct.Resend, found.Key, purpose, known.Session, known.Payment, http.RequestAborted, code);
        var outcome = await steps.Take(caller.Identity, Once(), found.Customer, step with { Begun = found.Begun, Means = by, CallsAreOff = !calls.Any }, http.RequestAborted);
        return outcome.Verification is { Outcome: VerificationOutcome.Barred, Barred: { } barred } ? NotBy(purpose, barred) : await Answer(outcome, StatusCodes.Status200OK, http);
    });

    public Task<IResult> Cancel(string id, HttpContext http) => Guarded(http, async caller => await ids.Find(id, http.RequestAborted) is { } found
        ? await Answer(await steps.Take(caller.Identity, Once(), found.Customer, new() { Act = VerificationAct.Cancel, Key = found.Key, Begun = found.Begun }, http.RequestAborted), StatusCodes.Status200OK, http)
        : None);

    public Task<IResult> Get(string id, HttpContext http) => Guarded(http, async caller =>
        await ids.Find(id, http.RequestAborted) is { } found && await steps.Read(found) is { } known
            ? Results.Json(VerificationShown.Of(id, known, Purposes.Find(known.Purpose)) with { Passkey = await passkeys.Ask(caller, found.Customer, known, http.RequestAborted) }, VerificationJson.Default.VerificationShown)
            : None);

    /// <summary>Whoever may not, or comes too often, is told so before anything is looked for.</summary>
    internal async Task<IResult> Guarded(HttpContext http, Func<Security.Access.Caller, Task<IResult>> act)
    {
        http.Response.Headers.CacheControl = "no-store";
        var caller = http.Caller();
        // A code reaches a real phone or nobody: what a test key began would approve nothing.
        if (caller.Reach != Reach.Live)
            return new Problem(ProblemCodes.Forbidden) { Detail = "It needs a live key." };
        if (limits.Events(caller, 1) is { } tooFast)
            return tooFast;
        if (!gate.TryHoldEvents(1))
            return new Problem(ProblemCodes.TooManyRequests) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = options.Value.RetryAfterSeconds };
        try
        {
            return await act(caller);
        }
        catch (StateUnreadableException)
        {
            return new Problem(ProblemCodes.StateUnreadable) { RetryAfter = options.Value.RetryAfterSeconds };
        }
        finally
        {
            gate.ReleaseEvents(1);
        }
    }

    async ValueTask<VerificationStep> Fresh(VerificationAct act, ulong key, Purpose purpose, byte[]? session, Payment? payment, CancellationToken cancel, string? code = null)
    {
        // Drawn without a bias: what does not fit evenly is thrown away by the generator.
        code ??= RandomNumberGenerator.GetString(Codes.Of(purpose.Alphabet), purpose.Length);
        return new() { Act = act, Key = key, Code = code, Hash = await secrets.Hash(CodeBinding.Of(key, purpose.Id, session, payment, code), cancel) };
    }

    /// <param name="whose">Whose passkeys are asked for where it is by one. Null: it is by none.</param>
    async ValueTask<IResult> Answer(EventOutcome outcome, int done, HttpContext http, string? whose = null)
    {
        switch (outcome.Verification)
        {
            case { Outcome: VerificationOutcome.Done, Now: { } now }:
                var id = await ids.Of(now.Rows[0], now.Key, http.RequestAborted);
                if (done == StatusCodes.Status201Created)
                    http.Response.Headers.Location = $"/v1/verifications/{id}";
                return Results.Json(
                    VerificationShown.Of(id, now, Purposes.Find(now.Purpose)) with { Passkey = whose is null ? null : await passkeys.Ask(http.Caller(), whose, now, http.RequestAborted) },
                    VerificationJson.Default.VerificationShown, statusCode: done);
            case { Outcome: VerificationOutcome.Unknown }:
                return None;
            case { Outcome: VerificationOutcome.TooMany or VerificationOutcome.TooSoon } later:
                return new Problem(ProblemCodes.VerificationLimited) { Detail = "Nothing was sent. Another code may be asked for after Retry-After.", RetryAfter = (int)Math.Max(1, Math.Ceiling(later.RetryAfter.TotalSeconds)) };
            case { Outcome: VerificationOutcome.NoMoreResends, Now.Means: VerificationMeans.Totp or VerificationMeans.Passkey }:
                return new Problem(ProblemCodes.VerificationLimited) { Detail = "Nothing is sent for its means: the customer has the code." };
            case { Outcome: VerificationOutcome.NoMoreResends }:
                return new Problem(ProblemCodes.VerificationLimited) { Detail = "It was sent again as often as its purpose allows. Begin another." };
            case { Outcome: VerificationOutcome.Reused }:
                return new Problem(ProblemCodes.Conflict) { Detail = "This Idempotency-Key was used for another request, or for one whose verification is over. Send a fresh one." };
            case { Now: { } over }:
                return Over(over);
            case { }:
                return new Problem(ProblemCodes.Conflict) { Detail = "The purpose was taken away a moment ago." };
        }
        return NotTaken(outcome);
    }

    /// <summary>Of a step that was not decided.</summary>
    internal IResult NotTaken(EventOutcome outcome) => outcome.Status == EventStatus.Refused
            ? new Problem(ProblemCodes.ValidationFailed) { Errors = outcome.Errors }
            : new Problem(StateUnreadableException.Explains(outcome) ? ProblemCodes.StateUnreadable : ProblemCodes.Busy) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = options.Value.RetryAfterSeconds };

    /// <summary>Which means are open, and why others are not.</summary>
    static Problem NotBy(Purpose purpose, MeansBarred[] barred) => new(ProblemCodes.VerificationMeans)
    {
        Detail = "Nothing was sent or begun. allowed says which means are open, and why others are not.",
        Allowed = json => System.Text.Json.JsonSerializer.Serialize(json, MeansShown.Of(purpose, barred), AuthenticatorJson.Default.MeansShownArray),
    };

    static Problem Over(Verification now) => new(ProblemCodes.VerificationOver) { Detail = $"It is {VerificationShown.StatusOf(now)}: nothing was looked at, and nothing changed." };

    static ulong RandomKey() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    static string Once() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    static string Hex(byte[]? bytes) => Convert.ToHexString(bytes ?? []);
}
