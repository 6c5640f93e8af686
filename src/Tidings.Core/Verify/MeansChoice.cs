using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>
/// By which means a verification goes: the first of its purpose's that is open to the customer now, or the one that was asked for. A means is barred by a policy (codes to a number, whether a text or a call has them), because
/// its number may be in other hands or is of the wrong kind, because nobody here makes calls, or because the customer has not enrolled for it. Who is unknown is judged as a customer at home where the bank is, who has
/// nothing but a phone.
/// </summary>
internal static class MeansChoice
{
    static readonly Reason NoNumber = new("no-number", "the customer has no number");
    static readonly Reason NotEnrolled = new("not-enrolled", "the customer has enrolled no authenticator app");
    static readonly Reason PasskeysAreOff = new("not-enrolled", "passkeys of customers are not set up here");
    static readonly Reason NoPasskey = new("not-enrolled", "the customer has registered no passkey");
    static readonly Reason NoCaller = new("no-caller", "no carrier here makes calls");
    static readonly Reason LandLine = new("land-line", "the number is a land line's, which texts do not reach");

    /// <param name="to">Where a code would go. Null: nowhere.</param>
    /// <param name="held">What is done about a text by what is known of the number's hands.</param>
    /// <returns>No means: none is open, or not the one that was asked for.</returns>
    public static (VerificationMeans? Means, MeansBarred[] Barred) Of(in Facts facts, CompiledPurpose purpose, VerificationStep step, Msisdn? to, HoldStep held)
    {
        List<MeansBarred>? barred = null;
        VerificationMeans? chosen = null;
        foreach (var means in purpose.Purpose.Means)
            if (Bars(facts, purpose, step, to, held, means) is { } why)
                (barred ??= []).Add(new(means, why));
            else if ((step.Means ?? means) == means)
                chosen ??= means;
        return (chosen, barred is null ? [] : [.. barred]);
    }

    /// <summary>By which means another code of the same verification goes: as the last, or as was asked for. What barred a means when it began bars it still; whether somebody makes calls is looked at again.</summary>
    /// <returns>No means: the one that was asked for is not open.</returns>
    public static (VerificationMeans? Means, MeansBarred[] Barred) OfAnother(CompiledPurpose purpose, VerificationStep step, Verification known)
    {
        var by = step.Means ?? known.Means;
        var barred = (known.Barred ?? []).Where(static one => one.Why.Code != NoCaller.Code).ToList();
        if (step.CallsAreOff)
            barred.Add(new(VerificationMeans.Voice, NoCaller));
        var open = (by == known.Means || purpose.Purpose.Means.Contains(by)) && by.GoesToNumber() && !barred.Exists(one => one.Means == by);
        return (open ? by : null, [.. barred]);
    }

    /// <summary>The customer has an app or a passkey that proves him for this purpose.</summary>
    public static bool HasOther(in Facts facts, CompiledPurpose purpose)
    {
        foreach (var means in purpose.Purpose.Means)
            if (!means.GoesToNumber() && Authenticator.Proves(facts.State.Authenticators, means))
                return true;
        return false;
    }

    static Reason? Bars(in Facts facts, CompiledPurpose purpose, VerificationStep step, Msisdn? to, HoldStep held, VerificationMeans means) => means switch
    {
        VerificationMeans.Passkey when step.PasskeysAreOff => PasskeysAreOff,
        VerificationMeans.Totp or VerificationMeans.Passkey when facts.Profile is not null && Authenticator.Proves(facts.State.Authenticators, means) => null,
        VerificationMeans.Totp => NotEnrolled,
        VerificationMeans.Passkey => NoPasskey,
        VerificationMeans.Voice when step.CallsAreOff => NoCaller,
        // Without a number a code goes nowhere, which only one who has something else may be told.
        _ when facts.Profile is { Phones.Count: 0 } && step.To is null && HasOther(facts, purpose) => NoNumber,
        _ when held == HoldStep.StepUp => StartGuards.NumberHeld,
        // A purpose without calls goes on as it did: some carriers read texts aloud to land lines by themselves.
        VerificationMeans.Sms when purpose.Purpose.Means.Contains(VerificationMeans.Voice) && (to ?? step.To) is { } number && NumberingPlan.TypeOf(number) == NumberType.Fixed => LandLine,
        _ => facts.Book.Policies.IsEmpty ? null : CodePolicy.Bans(facts, purpose.Rule.Rule, facts.Profile ?? Stranger(facts), Country(facts, step, to)),
    };

    /// <summary>A number that is not the customer's is judged as if it were, so that the answer does not say whose it is.</summary>
    static string? Country(in Facts facts, VerificationStep step, Msisdn? to) =>
        facts.Profile is { Country: { Length: > 0 } set } ? set : (to ?? step.To) is { } number ? NumberingPlan.CountryOf(number) : facts.Book.Bank.HomeCountry;

    static CustomerProfile Stranger(in Facts facts) => new() { Id = facts.State.Id, Name = "", Phones = [], Language = "", TimeZone = "" };
}
