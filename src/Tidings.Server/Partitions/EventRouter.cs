using Microsoft.Extensions.Options;
using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

internal sealed class EventRouter : IEventRouter
{
    readonly PartitionDoor[] _doors;
    readonly IAccountDirectory _accounts;

    public EventRouter(IGrainFactory grains, IAccountDirectory accounts, IOptions<PartitionOptions> options, ILogger<EventRouter> log)
    {
        _accounts = accounts;
        _doors = new PartitionDoor[options.Value.Count];
        for (var i = 0; i < _doors.Length; i++)
            _doors[i] = new(i, grains, options.Value.Waiting, log);
    }

    public async ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        var pending = new PendingAccept(events.Count);
        for (var i = 0; i < events.Count; i++)
            Enter(events[i], pending, i);
        for (var i = 0; i < events.Count; i++)
            SendOf(events[i]);
        pending.PartDone();
        return await pending.Answer.WaitAsync(cancel);
    }

    void Enter(BankEvent happened, PendingAccept pending, int index)
    {
        if (happened.Customer.Length > 0)
        {
            if (happened.Account is { } named && !_accounts.TryGet(named, out _))
                pending.Set(index, EventOutcome.Refused(UnknownAccount));
            else
                EnterPart(happened, pending, index);
        }
        else if (happened.Account is not { } account || !_accounts.TryGet(account, out var found))
            pending.Set(index, EventOutcome.Refused(UnknownAccount));
        else if (found.Holders.Count == 0)
            pending.Set(index, EventOutcome.Refused(NoHolders));
        else
        {
            foreach (var holder in found.Holders)
                EnterPart(happened with { Customer = holder }, pending, index);
        }
    }

    void EnterPart(BankEvent happened, PendingAccept pending, int index)
    {
        pending.Expect(1);
        if (Door(happened.Customer).TryEnter(happened, pending, index))
            return;
        pending.Set(index, EventOutcome.Busy);
        pending.PartDone();
    }

    void SendOf(BankEvent happened)
    {
        if (happened.Customer.Length > 0)
            Door(happened.Customer).Send();
        else if (happened.Account is { } account && _accounts.TryGet(account, out var found))
        {
            foreach (var holder in found.Holders)
                Door(holder).Send();
        }
    }

    PartitionDoor Door(string customer) => _doors[Placement.Of(customer, _doors.Length)];

    static readonly FieldError UnknownAccount = new(
        "data.account", FieldCodes.UnknownAccount, "No account with this id is registered.", "Register the account and its holders first: PUT /v1/accounts/{id} or an import.");

    static readonly FieldError NoHolders = new(
        "data.account", FieldCodes.NoHolders, "The account has no holders, so that nobody can be told.", "Register its holders: PUT /v1/accounts/{id}.");
}
