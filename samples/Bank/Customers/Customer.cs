using Tidings.Client.Verifications;

namespace Meridian.Customers;

/// <summary>A customer with his one account. In memory, as everything here.</summary>
public sealed class Customer
{
    readonly Lock _gate = new();
    readonly List<Entry> _entries = [];
    readonly HashSet<string> _devices = [];

    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>A real bank keeps a slow, salted hash, and counts what is tried.</summary>
    public required string Password { get; init; }
    /// <summary>Only its end is shown.</summary>
    public required string Phone { get; init; }
    public required string Account { get; init; }
    public required string Masked { get; init; }
    public required string Currency { get; init; }
    public required decimal Balance { get; set; }

    public string PhoneEnd => Phone[^3..];
    public string FirstName => Name.Split(' ')[0];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Entry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public bool Knows(string device)
    {
        lock (_gate)
            return _devices.Contains(device);
    }

    public void Remember(string device)
    {
        lock (_gate)
            _devices.Add(device);
    }

    public bool Covers(decimal amount)
    {
        lock (_gate)
            return amount <= Balance;
    }

    /// <summary>Pays what was approved.</summary>
    /// <returns>False: there is not enough on the account.</returns>
    public bool TryPay(Payment payment, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (payment.Amount.Currency != Currency || payment.Amount.Amount > Balance)
                return false;
            Balance -= payment.Amount.Amount;
            _entries.Insert(0, new(at, payment.Payee, -payment.Amount.Amount, IsPending: true));
            return true;
        }
    }

    public void Add(Entry entry)
    {
        lock (_gate)
            _entries.Add(entry);
    }

    public override string ToString() => "customer (redacted)";
}

/// <summary>A line of the account.</summary>
/// <param name="Amount">Below zero where it left the account.</param>
/// <param name="IsPending">It was ordered a moment ago.</param>
public sealed record Entry(DateTimeOffset At, string Who, decimal Amount, bool IsPending = false);
