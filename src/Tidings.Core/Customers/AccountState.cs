using MemoryPack;
using Tidings.Core.Events;

namespace Tidings.Core.Customers;

/// <summary>What is remembered of one account of a customer. Changes by its <see cref="CustomerState"/> alone.</summary>
[MemoryPackable]
public sealed partial class AccountState
{
    /// <summary>The most transactions that are remembered of an account; the oldest are forgotten first.</summary>
    public const int MostTransactions = 16;

    [MemoryPackInclude] decimal _balance;
    [MemoryPackInclude] string? _currency;
    [MemoryPackInclude] long _balanceTicks;
    [MemoryPackInclude] long _touchedTicks;
    [MemoryPackInclude] string[] _crossed = [];
    [MemoryPackInclude] RecentTransaction[] _recent = [];
    [MemoryPackInclude] int _count;
    [MemoryPackInclude] BalanceSchedule? _schedule;
    [MemoryPackInclude] long _dueTicks;

    public required string Id { get; init; }

    /// <summary>The last balance that the bank told. Null: none yet.</summary>
    [MemoryPackIgnore] public Money? Balance => _currency is null ? null : new Money(_balance, _currency);
    /// <summary>As of when <see cref="Balance"/> is.</summary>
    [MemoryPackIgnore] public DateTimeOffset BalanceTime => new(_balanceTicks, TimeSpan.Zero);
    [MemoryPackIgnore] public DateTimeOffset Touched => new(_touchedTicks, TimeSpan.Zero);
    /// <summary>The schedule by which <see cref="NextDue"/> was reckoned.</summary>
    [MemoryPackIgnore] public BalanceSchedule? Schedule => _schedule;
    [MemoryPackIgnore] public DateTimeOffset? NextDue => _dueTicks == 0 ? null : new DateTimeOffset(_dueTicks, TimeSpan.Zero);
    /// <summary>What it takes of memory, roughly.</summary>
    [MemoryPackIgnore] internal int Bytes => 216 + (16 * _recent.Length) + (8 * _crossed.Length);
    /// <summary>Oldest first.</summary>
    [MemoryPackIgnore] public ReadOnlySpan<RecentTransaction> Recent => _recent.AsSpan(0, _count);

    /// <summary>The alert has been raised for this crossing of its threshold and is not armed again yet.</summary>
    public bool HasCrossed(string alert)
    {
        foreach (var crossed in _crossed)
            if (crossed == alert)
                return true;
        return false;
    }

    internal void Apply(AccountTouched change, DateTimeOffset at)
    {
        _touchedTicks = at.UtcTicks;
        if (change.Balance is { } balance)
        {
            (_balance, _currency) = (balance.Amount, SharedText.Of(balance.Currency));
            _balanceTicks = change.BalanceTime.UtcTicks;
        }
        foreach (var alert in change.Rearmed)
            _crossed = Array.FindAll(_crossed, crossed => crossed != alert);
        foreach (var alert in change.Crossed)
            if (!HasCrossed(alert))
                _crossed = [.. _crossed, SharedText.Of(alert)];
        if (change.Seen is { } seen)
            Remember(seen, change.Replaces);
    }

    internal void Apply(AccountScheduled change)
    {
        _schedule = change.Schedule;
        _dueTicks = change.Next?.UtcTicks ?? 0;
    }

    void Remember(RecentTransaction seen, int replaces)
    {
        if (replaces >= 0 && replaces < _count)
        {
            _recent[replaces] = seen;
            return;
        }
        // In two steps: nearly every account fills it, and arrays that were outgrown lie among old objects for long.
        if (_count == _recent.Length && _count < MostTransactions)
            Array.Resize(ref _recent, _count < MostTransactions / 2 ? MostTransactions / 2 : MostTransactions);
        else if (_count == _recent.Length)
            Array.Copy(_recent, 1, _recent, 0, --_count);
        _recent[_count++] = seen;
    }
}
