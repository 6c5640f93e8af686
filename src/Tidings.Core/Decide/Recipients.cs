using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>
/// Who hears an alert, when, and in which words: the last step of a decision to tell. What cannot be written is not told, and nothing may remember
/// it as told or be kept silent for it.
/// </summary>
internal static class Recipients
{
    public static readonly Reason Deferred = new("quiet-hours", "deferred to the end of the quiet hours");

    /// <param name="mayWait">False: quiet hours do not hold for it, because the customer has chosen the time himself.</param>
    /// <returns>True: somebody is told.</returns>
    public static bool Draft(
        in Facts facts, CompiledRule rule, CustomerProfile profile, IReadOnlyList<Reason> reasons, Money? threshold, ref Findings found, bool mayWait = true)
    {
        if (rule.Rule.Class == MessageClass.Promotional && profile.MarketingOptOut)
        {
            found.Add(rule.OptedOut);
            return false;
        }
        var before = found.DraftCount;
        var primary = profile.Phones.Count > 0 ? profile.Phones[0] : (Msisdn?)null;
        if (mayWait && !facts.Book.Policies.IsEmpty && facts.Book.Policies.MustSend(facts, rule.Rule, profile)?.Params?.AtOnce == true)
            mayWait = false;
        var notBefore = mayWait ? QuietPolicy.NotBefore(rule.Rule.Class, profile, facts.Book.Bank, facts.Now) : null;
        if (notBefore is not null)
            reasons = [.. reasons, Deferred];
        if (rule.Rule.Recipients == AlertRecipients.OldAndNewNumber && facts.Event.NewPhone is { } newPhone)
        {
            var oldPhone = facts.Event.OldPhone ?? (primary == newPhone ? facts.State.FormerPhone(facts.Now) : primary);
            if (oldPhone is { } old && old != newPhone)
                Add(facts, rule, profile, reasons, threshold, old, "old", notBefore, ref found);
            Add(facts, rule, profile, reasons, threshold, newPhone, "new", notBefore, ref found);
        }
        else if (primary is { } phone)
            Add(facts, rule, profile, reasons, threshold, phone, "primary", notBefore, ref found);
        else
            found.Add(rule.NoPhone);
        return found.DraftCount > before;
    }

    static void Add(in Facts facts, CompiledRule rule, CustomerProfile profile, IReadOnlyList<Reason> reasons, Money? threshold,
        Msisdn to, string recipient, DateTimeOffset? notBefore, ref Findings found)
    {
        if (found.DraftCount == MessageId.MaxMessagesAnEvent)
        {
            found.Add(rule.TooMany);
            return;
        }
        var (happened, bank) = (facts.Event, facts.Book.Bank);
        // What an event leaves out is not filled in from memory: the balance that was known before a payment is not the one after it.
        var balance = happened.Balance ?? (happened.Type == EventTypes.BalanceDue ? facts.AccountState?.Balance : null);
        var draft = new Draft
        {
            Rule = rule.Rule,
            To = to,
            Language = profile.Language.Length > 0 ? profile.Language : bank.DefaultLanguage,
            TimeZone = TimeZones.Of(profile.TimeZone, bank).Id,
            NotBefore = notBefore,
            ValidUntil = (notBefore ?? facts.Now) + rule.Rule.Validity,
            Reasons = reasons,
            Bank = bank,
            Event = happened,
            Profile = profile,
            Account = facts.Account,
            Threshold = threshold,
            Balance = balance,
            BalanceTime = balance is null ? null : happened.Balance is null ? facts.AccountState!.BalanceTime : happened.Time,
            Digest = happened.Type == EventTypes.DigestDue ? facts.State.Gathered?.Totals : null,
            Recipient = recipient,
        };
        Write(facts, rule, draft, ref found);
    }

    /// <summary>Composed, and held against the policies; what cannot be written or may not go is recorded.</summary>
    public static void Write(in Facts facts, CompiledRule rule, Draft draft, ref Findings found)
    {
        switch (facts.Book.Composer.Compose(draft))
        {
            case Composition.Composed composed: Judge(facts, rule, draft, composed.Message, ref found); break;
            case Composition.Refused refused: found.Add(refused.Suppression); break;
        }
    }

    /// <summary>The last word on a written text is that of the policies.</summary>
    public static void Judge(in Facts facts, CompiledRule rule, Draft draft, Message message, ref Findings found)
    {
        var written = message;
        if (LimitRun.Refuse(facts, rule.Rule, message) is { } tooMany)
            found.Add(new Suppression(rule.Id, rule.Rule.Class, tooMany));
        else if (facts.Book.Policies.IsEmpty)
            found.Add(draft, message);
        else if (PolicyRun.Judge(facts, rule, draft, ref message, ref found) is { } refused)
        {
            LimitRun.GiveBack(facts.Counts, facts.Event, message);
            found.Add(refused);
        }
        else
            found.Add(ReferenceEquals(message, written) ? draft : draft with { NotBefore = message.NotBefore, ValidUntil = message.ValidUntil, Reasons = message.Reasons }, message);
    }
}
