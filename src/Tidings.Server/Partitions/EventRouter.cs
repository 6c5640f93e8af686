using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Core.Threads;

namespace Tidings.Server.Partitions;

internal sealed class EventRouter : IEventRouter
{
    readonly PartitionDoor[] _doors;
    readonly IAccountDirectory _accounts;

    public EventRouter(IGrainFactory grains, IAccountDirectory accounts, IOptions<PartitionOptions> options, ILogger<EventRouter> log)
        : this(accounts, Doors(grains, options.Value, log))
    {
    }

    static PartitionDoor[] Doors(IGrainFactory grains, PartitionOptions options, ILogger log)
    {
        var turns = new PoolLane();
        return [.. Enumerable.Range(0, options.Count).Select(i => new PartitionDoor(i, grains, options.Waiting, turns, log))];
    }

    internal EventRouter(IAccountDirectory accounts, PartitionDoor[] doors) => (_accounts, _doors) = (accounts, doors);

    public async ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        var call = new Call(events.Count);
        for (var i = 0; i < events.Count; i++)
            Enter(events[i], call, i);
        // The doors that were entered, not those that the accounts lead to by now: holders may have changed meanwhile.
        foreach (var door in call.Entered)
            door.Send();
        call.Pending.PartDone();
        return await call.Pending.Answer.WaitAsync(cancel);
    }

    sealed class Call(int events)
    {
        HashSet<string>? _busy;

        public PendingAccept Pending { get; } = new(events);
        public List<PartitionDoor> Entered { get; } = new(events);

        /// <summary>An earlier event of the customer found no room: what follows must not pass it.</summary>
        public bool IsBehind(string customer) => _busy?.Contains(customer) == true;

        public void NoRoom(string customer) => (_busy ??= new(StringComparer.Ordinal)).Add(customer);
    }

    void Enter(BankEvent happened, Call call, int index)
    {
        var found = happened.Account is { } named && _accounts.TryGet(named, out var account) ? account : null;
        // Under one id, by whichever of its names the account was called: what is remembered of it is kept by that.
        if (found is not null && found.Id != happened.Account)
            happened = happened with { Account = found.Id };
        if (found is null && (happened.Account is not null || happened.Customer.Length == 0))
            call.Pending.Set(index, EventOutcome.Refused(UnknownAccount));
        else if (happened.Customer.Length > 0)
        {
            if (found is not null && !found.Holders.Contains(happened.Customer))
                call.Pending.Set(index, EventOutcome.Refused(NotAHolder));
            else
                EnterPart(happened, call, index);
        }
        else if (found!.Holders.Count == 0)
            call.Pending.Set(index, EventOutcome.Refused(NoHolders));
        else
        {
            for (var i = 0; i < found.Holders.Count; i++)
                // Of several it is not said who is to approve, and the first is taken for the one who pays.
                EnterPart(happened with { Customer = found.Holders[i], Begins = found.Holders.Count == 1 ? happened.Begins : null, Unjudged = i > 0 }, call, index);
        }
    }

    void EnterPart(BankEvent happened, Call call, int index)
    {
        var door = Door(happened.Customer);
        call.Pending.Expect(1);
        if (!call.IsBehind(happened.Customer) && door.TryEnter(happened, call.Pending, index))
        {
            if (call.Entered.Count == 0 || call.Entered[^1] != door)
                call.Entered.Add(door);
            return;
        }
        call.NoRoom(happened.Customer);
        call.Pending.Set(index, EventOutcome.Busy);
        call.Pending.PartDone();
    }

    PartitionDoor Door(string customer) => _doors[Placement.Of(customer, _doors.Length)];

    static readonly FieldError UnknownAccount = new(
        "data.account", FieldCodes.UnknownAccount, "No account with this id or IBAN is registered.", "Register the account and its holders first: PUT /v1/accounts/{id} or an import.");

    static readonly FieldError NotAHolder = new(
        "data.customer", FieldCodes.NotAHolder, "The customer does not hold the account, of which the text might tell.", "Name a holder, leave the customer out to tell all holders, or leave the account out.");

    static readonly FieldError NoHolders = new(
        "data.account", FieldCodes.NoHolders, "The account has no holders, so that nobody can be told.", "Register its holders: PUT /v1/accounts/{id}.");
}
