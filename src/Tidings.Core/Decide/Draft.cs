using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>
/// A text that is to be written: who gets it, why, when, and the facts that its template may name. One for each recipient.
/// </summary>
public sealed record Draft
{
    /// <summary>What triggered it: <see cref="AlertRule.Id"/>, <see cref="AlertRule.Template"/>, <see cref="AlertRule.Class"/>.</summary>
    public required AlertRule Rule { get; init; }
    public required Msisdn To { get; init; }
    /// <summary>BCP 47: the customer's, or the bank's default where the customer has none.</summary>
    public required string Language { get; init; }
    /// <summary>IANA, known to the system: the customer's, or the bank's default.</summary>
    public required string TimeZone { get; init; }
    /// <summary>Not to be sent before. Null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    /// <summary>Never to be sent after.</summary>
    public required DateTimeOffset ValidUntil { get; init; }
    /// <summary>Why it is sent, for people. Taken over into the message.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    public required BankSettings Bank { get; init; }
    public required BankEvent Event { get; init; }
    public required CustomerProfile Profile { get; init; }
    /// <summary>Null where the event names none or the directory does not know it.</summary>
    public Account? Account { get; init; }

    /// <summary>The threshold that was met or crossed, as <c>threshold</c>. Null where the alert has none.</summary>
    public Money? Threshold { get; init; }
    /// <summary>The balance to show, as <c>balance</c>: the event's, or the last known for a scheduled balance.</summary>
    public Money? Balance { get; init; }
    /// <summary>As of when <see cref="Balance"/> is, as <c>balanceTime</c>.</summary>
    public DateTimeOffset? BalanceTime { get; init; }
    /// <summary>Gathered debits to tell of, as <c>digest.count</c>, <c>digest.total</c> and <c>digest.largest</c>. Null where there are none.</summary>
    public IReadOnlyList<DebitTotal>? Digest { get; init; }
    /// <summary>For a changed contact, as <c>recipient</c>: <c>old</c> or <c>new</c> number; otherwise <c>primary</c>.</summary>
    public string Recipient { get; init; } = "primary";

    /// <summary>For an answer, as <c>stays</c>: what still comes after STOP, in the language's own words. Null: nothing does.</summary>
    public string? Stays { get; init; }
    /// <summary>For an answer, as <c>stopped</c>: the customer has ended texts, this reply counted.</summary>
    public bool Stopped { get; init; }

    /// <summary>Of a verification, as <c>code</c>: the code itself. Null: it is something else.</summary>
    public string? Code { get; init; }
    /// <summary>For how many minutes the code is good, as <c>minutes</c>.</summary>
    public int? Minutes { get; init; }
    /// <summary>How many payments the code approves at once, as <c>payments</c>. Null: one, or none.</summary>
    public int? Payments { get; init; }

    /// <summary>Of a question, as <c>number</c>: what an answer names it by, where several are open. Null: it need not.</summary>
    public int? Number { get; init; }

    public override string ToString() => $"draft {Rule.Id} (redacted)";
}
