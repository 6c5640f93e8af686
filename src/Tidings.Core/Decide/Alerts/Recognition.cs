using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>
/// Whether a transaction is known already: the booking of one that was authorised or pending (told once, unless its amount changed), or a
/// repetition of one like it. It is the same transaction where kind and reference are the same and the stage differs; without references,
/// where kind, amount and merchant or counterparty are the same and the stage is a later one. Within seven days, among the last 16.
/// </summary>
internal readonly ref struct Recognition
{
    static readonly TimeSpan Window = TimeSpan.FromDays(7);

    readonly ReadOnlySpan<RecentTransaction> _recent;
    readonly RecentTransaction _now;
    readonly bool _hasParty;
    readonly DateTimeOffset _time;

    Recognition(ReadOnlySpan<RecentTransaction> recent, RecentTransaction now, bool hasParty, DateTimeOffset time)
    {
        _recent = recent;
        (_now, _hasParty, _time) = (now, hasParty, time);
        Known = Find(recent, now, time);
    }

    /// <summary>Which remembered transaction it is; -1: a new one.</summary>
    public int Known { get; }
    public bool IsTransaction => _now.Stage != TransactionStage.None;
    public bool WasTold => Known >= 0 && _recent[Known].Told;
    public bool AmountChanged => Known >= 0 && _recent[Known].Amount != _now.Amount;

    /// <summary>Nothing to recognise.</summary>
    public static Recognition None => new([], default, false, default);

    public static Recognition Of(AccountState? account, BankEvent happened)
    {
        if (Stage(happened) is not (not TransactionStage.None and var stage) || happened.Amount is not { } amount)
            return None;
        var kind = happened.Kind ?? TransactionKind.CardPayment;
        var party = happened.Merchant ?? happened.Counterparty;
        var reference = happened.Reference is null or "NOTPROVIDED" ? 0 : TransactionHash.Of(kind, happened.Reference);
        var now = RecentTransaction.Of(reference, TransactionHash.Of(amount), TransactionHash.Of(kind, party ?? ""), happened.Time, false, stage);
        return new(account is null ? [] : account.Recent, now, party is not null, happened.Time);
    }

    static TransactionStage Stage(BankEvent happened) => happened.Type switch
    {
        EventTypes.TransactionPosted => happened.Pending ? TransactionStage.Pending : TransactionStage.Booked,
        EventTypes.CardAuthorisation when happened.Status == "approved" => TransactionStage.Authorised,
        _ => TransactionStage.None,
    };

    /// <summary>What to remember of it.</summary>
    public RecentTransaction Remembered(bool told) => Known < 0 ? _now.WithTold(told)
        // A reservation that comes after its booking does not undo the booking.
        : (_recent[Known].Stage > _now.Stage ? _recent[Known] : _now).WithTold(told || _recent[Known].Told);

    /// <summary>Something like it, and not itself at an earlier stage, happened within this time before.</summary>
    public bool Repeats(TimeSpan within)
    {
        if (Known >= 0 || !_hasParty || !IsTransaction)
            return false;
        foreach (var earlier in _recent)
            if (earlier.Amount == _now.Amount && earlier.Party == _now.Party && (_time - earlier.At).Duration() <= within)
                return true;
        return false;
    }

    static int Find(ReadOnlySpan<RecentTransaction> recent, RecentTransaction now, DateTimeOffset time)
    {
        for (var i = recent.Length - 1; i >= 0; i--)
            if (IsSame(recent[i], now) && (time - recent[i].At).Duration() <= Window)
                return i;
        return -1;
    }

    static bool IsSame(RecentTransaction earlier, RecentTransaction now)
    {
        if (earlier.Reference != 0 && now.Reference != 0)
            return earlier.Reference == now.Reference && earlier.Stage != now.Stage;
        return earlier.Stage < now.Stage && earlier.Amount == now.Amount && earlier.Party == now.Party;
    }
}
