using Tidings.Core.Decide;
using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>
/// An event of the bank's begins a verification, where a purpose says so: in the same decision and the same journal row as what else comes of it, so that an event that is repeated begins nothing again. Where nothing begins
/// the reason is recorded as a suppression, and the event's alerts go all the same.
/// </summary>
public static class VerificationBegin
{
    internal static void Decide(in Facts facts, ref Findings found)
    {
        // Who asks what would become of an event has nothing drawn for it.
        if (facts.Trace is not null || facts.Book.Begins.Find(facts.Event) is not { } purpose)
            return;
        if (WhyNot(facts, purpose) is { } not)
        {
            found.Add(purpose.Rule.Suppressed(not.Code, not.Why));
            return;
        }
        var step = facts.Event.Begins! with
        {
            Act = VerificationAct.Start, Purpose = purpose.Purpose.Id, Asked = UnknownCustomers.Asked(facts.State.Id, ""), Request = 0, NumberAlone = false,
            To = purpose.Purpose.AnyNumber ? facts.Event.NewPhone : null,
        };
        var answer = VerificationStart.Decide(facts, step, ref found);
        if (answer is { Outcome: VerificationOutcome.Done })
            found.Verification = answer;
        // The reason of the means that the bank likes best: the others are of no use to him either.
        else if (answer is { Outcome: VerificationOutcome.Barred, Barred: [var first, ..] })
            found.Add(purpose.Rule.Suppressed(first.Why.Code, first.Why.Text));
        else if (answer.RetryAfter > TimeSpan.Zero)
            found.Add(purpose.Rule.Suppressed("verification-limited", "a limit of verifications is reached: none begins"));
    }

    /// <summary>What is approved where the purpose binds a payment: the event's amount, to whom it says. Null: it does not say as much.</summary>
    public static Payment? PaymentOf(BankEvent happened) => happened is { Amount: { Amount: > 0 } amount, Counterparty: { } payee } && !string.IsNullOrWhiteSpace(payee)
        ? Payment.Of([new(amount, payee, null)], batch: false) : null;

    static readonly (string, string) NotOne = ("verification-not-one", "the event is about several holders of an account, or what begins verifications changed at that moment: it is not said who is to approve");

    static (string Code, string Why)? WhyNot(in Facts facts, CompiledPurpose purpose) => facts switch
    {
        { Event.Reach: not Reach.Live } => ("verification-needs-live-key", "the event came with a test or team key: what it begins would approve nothing"),
        { Event.Untold: true } => ("not-to-be-told", "whoever sent the file wanted nobody told (tell=false)"),
        // What was drawn is for a purpose that has another name by now, or binds something else.
        { Event.Begins: { } drawn } when drawn.Purpose != purpose.Purpose.Id => NotOne,
        _ when facts.Now - facts.Event.Time > purpose.Purpose.Validity => ("verification-too-late", "it happened longer ago than a code is good for"),
        _ when facts.Profile is not { } profile || (profile.Phones.Count == 0 && !MeansChoice.HasOther(facts, purpose)) => ("no-phone", "the customer has no phone number"),
        { Event.Begins: null } => NotOne,
        _ when purpose.Purpose.Binds == PurposeBinding.Payment && facts.Event.Begins!.Payment is null => ("verification-no-payment", "the event says no amount above zero or not to whom it goes, and a code of this purpose approves a payment"),
        // It would prove who holds the number that somebody has just put there.
        _ when !purpose.Purpose.AnyNumber && facts.Event.NewPhone is { } fresh && facts.Profile!.Phones is [var reached, ..] && reached == fresh =>
            ("verification-number-changed", "the customer's number is the one that was just put in place of another"),
        _ => null,
    };
}
