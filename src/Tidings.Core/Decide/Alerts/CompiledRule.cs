using System.Globalization;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>A rule with all that can be made ready before an event comes: reasons and records that are the same each time are one instance.</summary>
internal sealed class CompiledRule
{
    public CompiledRule(AlertRule rule)
    {
        Rule = rule;
        Id = rule.Id;
        Triggered = [new("triggered", $"alert {rule.Id}: {rule.Title}")];
        TriggeredThoughOff = [.. Triggered, new("mandatory", "the customer switched it off, but the bank has made it mandatory")];
        TriggeredThoughStopped = [.. Triggered, new("mandatory", "the customer wrote STOP, but the bank has made it mandatory")];
        Stopped = Suppressed("stopped", "the customer has ended texts by STOP");
        AmountChanged = [.. Triggered, new("amount-changed", "it was told before with another amount")];
        SwitchedOff = Suppressed("switched-off", "the customer has switched the alert off");
        SwitchedOffForAccount = Suppressed("switched-off", "the customer has switched the alert off for this account");
        StillCrossed = Suppressed("still-crossed", "it was told when the balance crossed the threshold, and the balance has not recovered since");
        StaleBalance = Suppressed("stale-balance", "a newer balance is known");
        AlreadyTold = Suppressed("already-told", "the transaction was told when it was authorised or pending");
        TooOld = Suppressed("too-old", $"it happened more than {Words(rule.MaxAge)} ago");
        NothingBooked = Suppressed("nothing-booked", "the amount is zero: there is nothing to tell");
        OptedOut = Suppressed("opted-out", "the customer has opted out of marketing");
        NoPhone = Suppressed("no-phone", "the customer has no phone number");
        NotRegistered = Suppressed("not-registered", "the customer is not registered");
        Closed = Suppressed("closed", "the customer is closed");
        TooMany = Suppressed("too-many", $"one event yields at most {MessageId.MaxMessagesAnEvent} messages");
        Gathered = Suppressed("gathered", "a small debit: it is told later, with others");
        NoBalance = Suppressed("no-balance", "no balance of the account is known yet");
    }

    public AlertRule Rule { get; }
    public string Id { get; }
    public Reason[] Triggered { get; }
    public Reason[] TriggeredThoughOff { get; }
    public Reason[] TriggeredThoughStopped { get; }
    public Suppression Stopped { get; }
    public Reason[] AmountChanged { get; }
    public Suppression SwitchedOff { get; }
    public Suppression SwitchedOffForAccount { get; }
    public Suppression StillCrossed { get; }
    public Suppression StaleBalance { get; }
    public Suppression AlreadyTold { get; }
    public Suppression TooOld { get; }
    public Suppression NothingBooked { get; }
    public Suppression OptedOut { get; }
    public Suppression NoPhone { get; }
    public Suppression NotRegistered { get; }
    public Suppression Closed { get; }
    public Suppression TooMany { get; }
    public Suppression NoBalance { get; }
    public Suppression Gathered { get; }

    static string Words(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.#} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} minutes"),
    };

    public Suppression Suppressed(string code, string why) => new(Rule.Id, Rule.Class, new(code, why));
}
