using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Core.Customers;

/// <summary>What one event changed in its customer's state. Journalled with the event; applying it is the only way a state changes.</summary>
[MemoryPackable]
public sealed partial record StateDelta
{
    /// <summary>The hash of (source, id, holder) by which a repetition is known.</summary>
    public required ulong EventKey { get; init; }
    public required DateTimeOffset At { get; init; }
    public IReadOnlyList<StateChange> Changes { get; init; } = [];
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(ProfileRegistered))]
[MemoryPackUnion(1, typeof(CustomerClosed))]
[MemoryPackUnion(2, typeof(AccountTouched))]
[MemoryPackUnion(3, typeof(AccountScheduled))]
[MemoryPackUnion(4, typeof(TextCounted))]
[MemoryPackUnion(5, typeof(ReplyHeard))]
[MemoryPackUnion(10, typeof(DebitGathered))]
[MemoryPackUnion(11, typeof(DebitsTold))]
[MemoryPackUnion(20, typeof(NumbersNoted))]
[MemoryPackUnion(21, typeof(VerificationKept))]
[MemoryPackUnion(24, typeof(AuthenticatorKept))]
[MemoryPackUnion(25, typeof(AuthenticatorChanged))]
[MemoryPackUnion(26, typeof(PaymentSeen))]
[MemoryPackUnion(27, typeof(PaymentBooked))]
[MemoryPackUnion(28, typeof(PaymentLabelled))]
[MemoryPackUnion(29, typeof(QuestionKept))]
[MemoryPackUnion(30, typeof(PaymentAdvised))]
[MemoryPackUnion(31, typeof(PaymentTold))]
[MemoryPackUnion(32, typeof(ToldForgotten))]
public abstract partial record StateChange;

[MemoryPackable]
public sealed partial record ProfileRegistered(CustomerProfile Profile) : StateChange;

[MemoryPackable]
public sealed partial record CustomerClosed : StateChange;

/// <summary>What an event left behind on one account.</summary>
[MemoryPackable]
public sealed partial record AccountTouched(string Account) : StateChange
{
    /// <summary>Null: the event told none, or an older one than is known.</summary>
    public Money? Balance { get; init; }
    public DateTimeOffset BalanceTime { get; init; }
    public RecentTransaction? Seen { get; init; }
    /// <summary>Which remembered transaction <see cref="Seen"/> is a later stage of; -1: it is new.</summary>
    public int Replaces { get; init; } = -1;
    /// <summary>Alerts raised for a crossing of their threshold.</summary>
    public string[] Crossed { get; init; } = [];
    /// <summary>Alerts that are armed again.</summary>
    public string[] Rearmed { get; init; } = [];
}

/// <summary>When the account's balance is to be sent next. Both null: not any more.</summary>
[MemoryPackable]
public sealed partial record AccountScheduled(string Account, BalanceSchedule? Schedule, DateTimeOffset? Next) : StateChange;

/// <summary>A text that counts for a limit, or what counts for one of verifications.</summary>
/// <param name="Key">The hash of the limit and of what it counts apart.</param>
[MemoryPackable]
public sealed partial record TextCounted(ulong Key) : StateChange
{
    /// <summary>Of what counts for a limit of verifications: how long it is needed. Zero: it is a text that policies count.</summary>
    public TimeSpan Needed { get; init; }
    /// <summary>How long anything that is counted for verifications is needed.</summary>
    public TimeSpan Longest { get; init; }
}

/// <summary>A text that the customer wrote, and what it changes.</summary>
[MemoryPackable]
public sealed partial record ReplyHeard(HeardReply Reply, ReplyEffect Effect) : StateChange;

/// <summary>What a customer's text changes for him. The numbers are stored.</summary>
public enum ReplyEffect : byte
{
    None = 0,
    /// <summary>What he may end is ended.</summary>
    Stopped,
    /// <summary>It comes again.</summary>
    Started,
}
/// <summary>A small debit is told later, with others.</summary>
/// <param name="Due">When, unless others wait already.</param>
[MemoryPackable]
public sealed partial record DebitGathered(Money Amount, DateTimeOffset Due) : StateChange;

/// <summary>The hour of the gathered debits has come: there are none any more.</summary>
[MemoryPackable]
public sealed partial record DebitsTold : StateChange;

/// <summary>This row is where a text from one of these numbers finds its customer.</summary>
[MemoryPackable]
public sealed partial record NumbersNoted(IReadOnlyList<Msisdn> Numbers) : StateChange;

/// <summary>A verification as it stands from now on.</summary>
/// <param name="Texted">A text of this event's says its code: the row is one of its <see cref="Verify.Verification.Rows"/>.</param>
[MemoryPackable]
public sealed partial record VerificationKept(Verification Verification, bool Texted) : StateChange;

/// <summary>An authenticator is enrolled. The one change that has its secret.</summary>
[MemoryPackable]
public sealed partial record AuthenticatorKept(Authenticator Authenticator) : StateChange;

/// <summary>What happened to an authenticator.</summary>
/// <param name="Step">The interval of the code that was right; otherwise zero.</param>
[MemoryPackable]
public sealed partial record AuthenticatorChanged(ulong Key, AuthenticatorChange Change, long Step) : StateChange;
