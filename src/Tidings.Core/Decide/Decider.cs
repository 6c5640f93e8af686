using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Replies;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Decide;

/// <summary>
/// Which texts an event yields, to whom, when, and why; which it does not, and why not; what is to be remembered. A pure function of the facts:
/// the same facts give the same decision.
/// </summary>
public static class Decider
{
    /// <param name="account">The event's account as the directory knows it; null where there is none.</param>
    /// <param name="key">The event's key, for the delta.</param>
    /// <param name="now">Quiet hours and validity count from it.</param>
    /// <param name="trace">Takes down what every policy says. Null: nobody asks.</param>
    /// <param name="counts">Says which text is one too many. Null: none is.</param>
    /// <param name="guards">Look at all verifications together. Null: nothing does.</param>
    /// <param name="counterparties">What others have met at the other ends of payments. Null: nothing is known of them.</param>
    public static Decision Decide(Rulebook book, CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now, PolicyTrace? trace = null,
        ITextCounts? counts = null, VerificationGuards? guards = null, Counterparties? counterparties = null)
    {
        // Only here is it known what is registered, since the customer's events before this one are decided.
        if (happened is { Profile: { } update, ProfileKeeps: not ProfileMembers.None and var keeps } && state.Profile is { } registered)
            happened = happened with { Profile = update.Keeping(keeps, registered) };
        var facts = new Facts(book, state, account, happened, now, trace, counts, key, guards, counterparties);
        var found = new Findings();
        if (happened.Type == EventTypes.CustomerClosed)
            return new([], [], [], new() { EventKey = key, At = now, Changes = [.. VerificationDecision.Closing(state), new CustomerClosed()] });
        if (happened is { Type: EventTypes.CustomerUpdated, Profile: { } profile })
        {
            found.Add(new ProfileRegistered(profile));
            AccountSchedules.Reschedule(facts, ref found);
        }
        if (happened.Type == EventTypes.BalanceDue)
            ScheduledBalance.Decide(facts, ref found);
        else if (happened.Type == EventTypes.DigestDue)
            SmallDebits.Decide(facts, ref found);
        else if (happened.Type == EventTypes.AdHoc)
            AdHocDecision.Decide(facts, ref found);
        else if (happened.Type == EventTypes.ReplyReceived)
            ReplyDecision.Decide(facts, ref found);
        else if (happened.Type == EventTypes.Verification)
            VerificationDecision.Decide(facts, ref found);
        else if (happened.Type == EventTypes.QuestionDue)
            FraudDue.Decide(facts, ref found);
        else if (happened.Type == EventTypes.QuestionDecided)
            FraudVerdict.Decide(facts, ref found);
        else
        {
            // First, so that its text has the row's own id, as that of every verification.
            VerificationBegin.Decide(facts, ref found);
            FraudRun.Decide(facts, ref found);
            if (AlertRun.Decide(facts, ref found) is { } at)
                TellingOfPayments.Remember(facts, at, ref found);
        }
        TellingOfPayments.Forget(facts, ref found);
        if (facts.Profile is { } reached && state.WantsNumbersNoted(reached, now))
            found.Add(new NumbersNoted(reached.Phones));
        return new(found.Drafts, found.Messages, found.Suppressions, new() { EventKey = key, At = now, Changes = found.Changes }) { Verification = found.Verification, Fraud = found.Fraud };
    }
}
