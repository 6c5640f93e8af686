using Tidings.Core.Customers;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Takes one event through the alerts that it can trigger, the more exact ones first.</summary>
internal ref struct AlertRun
{
    readonly Facts _facts;
    readonly RuleList _rules;
    readonly Recognition _recognised;
    readonly bool _staleBalance;
    List<string>? _crossed;
    List<string>? _rearmed;
    bool _told;
    DateTimeOffset? _heard;

    AlertRun(in Facts facts)
    {
        _facts = facts;
        _rules = facts.Book.ListFor(facts.Event);
        _recognised = Recognition.Of(facts.AccountState, facts.Event);
        _staleBalance = facts.Event.Balance is not null && facts.AccountState is { Balance: not null } known && known.BalanceTime > facts.Event.Time;
    }

    /// <returns>When a text tells of what happened; null: none does, or it is told later, with others.</returns>
    public static DateTimeOffset? Decide(in Facts facts, ref Findings found)
    {
        var run = new AlertRun(facts);
        Span<byte> shadowedBy = stackalloc byte[run._rules.Count];
        for (var i = 0; i < shadowedBy.Length; i++)
            if (run._rules.Triggers(i, facts.Event) && run.Consider(i, shadowedBy[i], ref found))
                for (var other = i + 1; other < shadowedBy.Length; other++)
                    if ((run._rules.Shadows(i) & 1UL << other) != 0 && shadowedBy[other] == 0)
                        shadowedBy[other] = (byte)(i + 1);
        run.Remember(ref found);
        return run._heard;
    }

    /// <returns>True: it is told, or what is told instead of it says as much; the alerts that it shadows are not told.</returns>
    bool Consider(int index, byte shadowedBy, ref Findings found)
    {
        var rule = _rules[index];
        if (_facts.Profile is not { } profile)
        {
            found.Add(_facts.State.Closed ? rule.Closed : rule.NotRegistered);
            return false;
        }
        var wishes = Wishes.Of(profile, rule.Id, _facts.Event.Account);
        var met = new ThresholdMet(rule, wishes, _facts);
        if (met.Outcome == ThresholdOutcome.Recovers && !_staleBalance)
            (_rearmed ??= []).Add(rule.Id);
        if (met.Outcome is ThresholdOutcome.NotMet or ThresholdOutcome.Recovers)
            return false;
        if (rule.Rule.RepeatWithin is { } within && !_recognised.Repeats(within))
            return false;
        if (!rule.Rule.Mandatory && (_facts.State.Stopped || !(wishes.Enabled ?? rule.Rule.OnByDefault)))
        {
            // What the bank itself has switched off is not the customer's opt-out.
            if (wishes.Enabled != false && !(wishes.Enabled ?? rule.Rule.OnByDefault))
                return false;
            if (_facts.Book.Policies.MustSend(_facts, rule.Rule, profile) is null)
            {
                found.Add(wishes.Enabled != false ? rule.Stopped : wishes.OffForAccount ? rule.SwitchedOffForAccount : rule.SwitchedOff);
                return false;
            }
        }
        if (NotTold(rule, met, profile) is { } suppression)
        {
            found.Add(suppression);
            return suppression == rule.AlreadyTold;
        }
        var drafts = found.DraftCount;
        var told = shadowedBy > 0 || SmallDebits.Gather(_facts, rule, profile, _recognised.WasTold, ref found) || Recipients.Draft(_facts, rule, profile, Reasons(rule, wishes, met), met.Threshold, ref found);
        if (shadowedBy > 0)
            found.Add(_rules.ShadowedBy(shadowedBy - 1, index));
        if (told && met.Outcome == ThresholdOutcome.Enters)
            (_crossed ??= []).Add(rule.Id);
        // A balance that crosses its threshold tells of itself.
        _told |= told && shadowedBy == 0 && met.Outcome != ThresholdOutcome.Enters;
        if (found.DraftCount > drafts && met.Outcome != ThresholdOutcome.Enters)
            _heard = Earlier(_heard, found.Drafts[drafts].NotBefore ?? _facts.Now);
        return told;
    }

    static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    readonly Suppression? NotTold(CompiledRule rule, in ThresholdMet met, CustomerProfile profile) => met.Outcome switch
    {
        ThresholdOutcome.BelowWish => rule.Suppressed("below-threshold", $"{met.Said} is below {met.Threshold}, {met.Whose}"),
        _ when _facts.Now - _facts.Event.Time > rule.Rule.MaxAge => rule.TooOld,
        // A balance that crossed its threshold is news whatever the transaction was.
        not (ThresholdOutcome.Enters or ThresholdOutcome.Stays) when _facts.Event is { Type: EventTypes.TransactionPosted, Amount.Amount: 0 } => rule.NothingBooked,
        ThresholdOutcome.Stays => rule.StillCrossed,
        ThresholdOutcome.Enters when _staleBalance => rule.StaleBalance,
        not ThresholdOutcome.Enters when _recognised is { WasTold: true, AmountChanged: false } && !rule.Rule.TellBookingAgain => rule.AlreadyTold,
        _ when rule.Rule.Class == MessageClass.Promotional && profile.MarketingOptOut => rule.OptedOut,
        _ => null,
    };

    readonly IReadOnlyList<Reason> Reasons(CompiledRule rule, in Wishes wishes, in ThresholdMet met)
    {
        var reasons = rule.Rule.Mandatory && wishes.Enabled == false ? rule.TriggeredThoughOff
            : rule.Rule.Mandatory && _facts.State.Stopped ? rule.TriggeredThoughStopped
            : _recognised is { WasTold: true, AmountChanged: true } && met.Outcome != ThresholdOutcome.Enters ? rule.AmountChanged
            : rule.Triggered;
        return met.Threshold is null ? reasons : [.. reasons, met.Reason];
    }

    readonly void Remember(ref Findings found)
    {
        if (_facts.Event.Account is not { } account || _facts.Profile is null)
            return;
        var balance = _staleBalance ? null : _facts.Event.Balance;
        if (balance is null && !_recognised.IsTransaction && _crossed is null && _rearmed is null)
            return;
        found.Add(new AccountTouched(account)
        {
            Balance = balance,
            // A sender's clock may be ahead: a time that is still to come would make each balance until then a stale one.
            BalanceTime = balance is null ? default : _facts.Event.Time < _facts.Now ? _facts.Event.Time : _facts.Now,
            Seen = _recognised.IsTransaction ? _recognised.Remembered(_told) : null,
            Replaces = _recognised.Known,
            Crossed = _crossed?.ToArray() ?? [],
            Rearmed = _rearmed?.ToArray() ?? [],
        });
        if (balance is not null)
            AccountSchedules.Begin(_facts, account, ref found);
    }
}
