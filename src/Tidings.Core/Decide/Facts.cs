using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Decide;

/// <summary>All that a decision may look at.</summary>
internal readonly struct Facts(Rulebook book, CustomerState state, Account? account, BankEvent happened, DateTimeOffset now, PolicyTrace? trace = null, ITextCounts? counts = null, ulong key = 0,
    VerificationGuards? guards = null, Counterparties? counterparties = null)
{
    public readonly Rulebook Book = book;
    public readonly CustomerState State = state;
    public readonly Account? Account = account;
    public readonly AccountState? AccountState = state.FindAccount(happened.Account);
    public readonly BankEvent Event = happened;
    public readonly DateTimeOffset Now = now;
    /// <summary>The event's.</summary>
    public readonly ulong Key = key;
    /// <summary>Null: nobody asks what each rule says.</summary>
    public readonly PolicyTrace? Trace = trace;
    /// <summary>Null: nothing is counted, and no text is one too many.</summary>
    public readonly ITextCounts? Counts = counts;
    /// <summary>Null: nothing guards verifications.</summary>
    public readonly VerificationGuards? Guards = guards;
    /// <summary>What others have met at the other ends of payments. Null: nothing is known of them.</summary>
    public readonly Counterparties? Counterparties = counterparties;
    /// <summary>Reasons are wanted, whatever is decided.</summary>
    public readonly bool Explains = trace is not null || happened.Advised;
    /// <summary>As it is after the event. Null: not registered, or closed.</summary>
    public readonly CustomerProfile? Profile = happened.Profile ?? state.Profile;
}
