using System.Diagnostics.CodeAnalysis;
using Tidings.Core.Customers;

namespace Tidings.Server.Partitions;

/// <summary>Who holds which account: all of it in memory, every change durable before it is seen.</summary>
public interface IAccountDirectory
{
    bool TryGet(string account, [NotNullWhen(true)] out Account? found);
    int Count { get; }

    /// <summary>Registers or replaces accounts in one transaction.</summary>
    ValueTask Put(IReadOnlyList<Account> accounts, CancellationToken cancel);
}
