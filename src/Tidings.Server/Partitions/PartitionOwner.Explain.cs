using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

/// <summary>What would become of an event, asked of the state as it is: nothing is decided, and nothing changes.</summary>
internal sealed partial class PartitionOwner
{
    /// <param name="explain">Takes state, account and the event's key.</param>
    public async ValueTask<T> Explain<T>(BankEvent happened, Func<CustomerState, Account?, ulong, T> explain)
    {
        while (!await _states.Load([happened.Customer]))
            ;
        if (_states.IsUnreadable(happened.Customer))
            throw new StateUnreadableException();
        Account? account = null;
        if (happened.Account is { } id)
            _accounts.TryGet(id, out account);
        return explain(_states.Use(happened.Customer).State, account, EventKey.Of(happened.Source, happened.Id, happened.Customer));
    }
}
