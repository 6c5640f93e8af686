using Tidings.Core.Decide.Preferences;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

internal enum ThresholdOutcome : byte
{
    /// <summary>Not reached, no amount or balance to compare, or no threshold for the currency: the alert is not triggered.</summary>
    NotMet,
    /// <summary>Reached, or the alert has no threshold.</summary>
    Met,
    /// <summary>The bank's threshold is reached, the customer's or account's own is not.</summary>
    BelowWish,
    Enters,
    Stays,
    Recovers,
}

/// <summary>The event against the alert's threshold as it holds for this customer and account.</summary>
internal readonly struct ThresholdMet
{
    readonly ThresholdFrom _from;
    readonly Money _measured;
    readonly ThresholdOf _of;

    public ThresholdMet(CompiledRule rule, in Wishes wishes, in Facts facts)
    {
        if (rule.Rule.Threshold is not { } threshold)
        {
            Outcome = ThresholdOutcome.Met;
            return;
        }
        _of = threshold.Of;
        if ((_of == ThresholdOf.Balance ? facts.Event.Balance : facts.Event.Amount) is not { } measured)
            return;
        _measured = measured;
        if (wishes.Threshold(threshold, facts.Account, measured.Currency, out _from) is not { } limit)
            return;
        // Whoever cannot switch an alert off cannot do so by a threshold that is never met either; to hear more is everybody's wish.
        if (rule.Rule.Mandatory && Wishes.OfBank(threshold, measured.Currency) is { } least && (_of == ThresholdOf.Balance ? limit < least : limit > least))
            (limit, _from) = (least, ThresholdFrom.Bank);
        Outcome = threshold.OncePerCrossing
            ? Crosses(facts.AccountState?.HasCrossed(rule.Id) == true, measured.Amount, limit, Math.Max(Math.Abs(limit) * threshold.MarginPercent / 100, threshold.Margin.GetValueOrDefault(measured.Currency)))
            : Reaches(measured.Amount, limit) ? ThresholdOutcome.Met
            : Wishes.OfBank(threshold, measured.Currency) is { } banks && Reaches(measured.Amount, banks) ? ThresholdOutcome.BelowWish
            : ThresholdOutcome.NotMet;
        // "At or over 0" tells nobody anything.
        if (limit != 0 || _of == ThresholdOf.Balance)
            Threshold = new Money(limit, measured.Currency);
    }

    public ThresholdOutcome Outcome { get; }
    /// <summary>Null: the alert has none, or one that everything reaches.</summary>
    public Money? Threshold { get; }
    public string Said => $"{(_of == ThresholdOf.Balance ? "balance" : "amount")} {_measured}";
    public string Whose => _from switch
    {
        ThresholdFrom.CustomerForAccount => "the customer's wish for this account",
        ThresholdFrom.Customer => "the customer's wish",
        ThresholdFrom.Account => "the account's setting",
        _ => "the bank's default",
    };

    public Reason Reason => new("threshold", $"{Said} is {(_of == ThresholdOf.Balance ? "below" : "at or over")} {Threshold}, {Whose}");

    bool Reaches(decimal measured, decimal limit) => _of == ThresholdOf.Balance ? measured < limit : measured >= limit;

    static ThresholdOutcome Crosses(bool crossed, decimal balance, decimal limit, decimal margin) => Crossing.Step(crossed, balance, limit, margin) switch
    {
        CrossingStep.Enters => ThresholdOutcome.Enters,
        CrossingStep.Stays => ThresholdOutcome.Stays,
        CrossingStep.Recovers => ThresholdOutcome.Recovers,
        _ => ThresholdOutcome.NotMet,
    };
}
