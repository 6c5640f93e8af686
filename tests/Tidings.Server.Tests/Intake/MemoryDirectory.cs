using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Tidings.Core.Customers;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Intake;

/// <summary>Accounts in memory.</summary>
internal sealed class MemoryDirectory : IAccountDirectory
{
    readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    public int Count => _accounts.Count;
    public int Puts { get; private set; }

    public bool TryGet(string account, [NotNullWhen(true)] out Account? found) =>
        (found = _accounts.GetValueOrDefault(account) ?? _accounts.Values.FirstOrDefault(a => a.Iban == account)) is not null;

    public ValueTask Update(IReadOnlyList<AccountUpdate> updates, CancellationToken cancel)
    {
        Puts++;
        foreach (var update in updates)
            _accounts[update.Account.Id] = update.Over(_accounts.GetValueOrDefault(update.Account.Id));
        return default;
    }
}

/// <summary>Customers as the router has been told of them.</summary>
internal sealed class RoutedCustomers(RecordingRouter router) : ICustomerReader
{
    public ValueTask<CustomerProfile?> Get(string customer) => new(router.Taken.LastOrDefault(e => e.Customer == customer)?.Profile);
}
