using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Server.Audit;
using Tidings.Server.Decide;
using Tidings.Server.Deliver;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Customers;

/// <summary>
/// <c>DELETE /v1/customers/{id}</c>: nothing of the customer can be read afterwards, in no copy of the data. The keys and the data are two stores, so the record has two acts: that it begins, before
/// anything is destroyed, and that it is done. Whoever finds the first alone asks again; each step may be done twice.
/// </summary>
internal sealed class CustomerErasure(
    IServiceProvider services, IGrainFactory grains, IEventRouter router, AccountDirectory accounts, Outbox outbox, ErasureApproval approval, IStore store, IActs acts,
    IOptions<PartitionOptions> partitions, IOptions<IntakeOptions> options, TimeProvider clock)
{
    public async Task<IResult> Delete(string id, HttpContext http)
    {
        if (!JsonBody.IsId(id))
            return JsonBody.WrongId;
        if (services.GetService<KeyRing>() is not { } ring)
            return new Problem(ProblemCodes.NotFound) { Detail = "Nothing is sealed here (Keys:Seal=false), and so nobody can be erased." };
        if (await ring.TokenOfCustomer(id, http.RequestAborted) is not { } token)
            return new Problem(ProblemCodes.NotFound) { Detail = "Nothing was ever stored of a customer with this id." };
        var (approves, waits) = await approval.Ask(token, http.Caller(), http.RequestAborted);
        if (waits is not null)
            return DocumentAnswers.Answer(http, new Saved.Proposed(waits));
        if (await Erase(id, token, ring, http.Caller().Identity))
        {
            if (approves is not null)
                await approval.Approved(approves, http.Caller());
            return Results.NoContent();
        }
        return new Problem(ProblemCodes.Busy) { Detail = "Not all of it is done. Ask again.", RetryAfter = options.Value.RetryAfterSeconds };
    }

    // Once begun it does not end because the caller went away.
    async Task<bool> Erase(string id, string token, KeyRing ring, string actor)
    {
        await Record(actor, RightlyGone.ErasureBegun, token);
        // Refused: he is not registered, and there is nothing to stop. Unreadable: nothing is decided for him, and his right to be erased does not wait until somebody mends a row.
        if ((await router.Accept([Closed(id)], CancellationToken.None))[0] is { Status: EventStatus.Busy } busy && !StateUnreadableException.Explains(busy))
            return false;
        outbox.Withdraw(id);
        if (!await grains.GetGrain<IPartitionGrain>(Placement.Of(id, partitions.Value.Count)).Erase(id))
            return false;
        // Texts that were decided while he was being closed.
        outbox.Withdraw(id);
        await accounts.Erase(id, ring, CancellationToken.None);
        await Record(actor, RightlyGone.Erased, token);
        return true;
    }

    BankEvent Closed(string id) => new()
    {
        Source = CustomersDoor.Source, Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(), Type = EventTypes.CustomerClosed, Time = clock.GetUtcNow(), Customer = id,
    };

    // By his token, which opens nothing and names nobody.
    async Task Record(string actor, string name, string token) => await store.Commit(AuditWriter.UnitOf(acts.Record(new(actor, name, $"{ActSubjects.Token}{token}"))));
}
