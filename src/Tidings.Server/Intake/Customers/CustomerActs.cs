using System.Globalization;
using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Server.Audit;

namespace Tidings.Server.Intake.Customers;

/// <summary>
/// Who changed what is registered of customers and accounts. An act names members and never what stands in them, and customers and accounts by their tokens, which open nothing: when a customer is erased,
/// nobody knows whose they were. A token may come into being with what it stands for, so that an act is committed after the change and before its answer.
/// </summary>
internal sealed class CustomerActs(IStore store, IActs acts, KeyRing? ring = null)
{
    /// <param name="before">As it was registered; null: it was not.</param>
    public async Task Changed(string actor, CustomerProfile? before, CustomerProfile now) =>
        await Commit([new(actor, "customer.changed", Subject(await Customer(now.Id), ChangedMembers.Of(before, now)))]);

    /// <summary>One act for the account, and one for each who holds it now or held it before, so that what happened to a customer is found by his token.</summary>
    /// <inheritdoc cref="Changed(string, CustomerProfile?, CustomerProfile)" path="/param"/>
    public async Task Changed(string actor, Account? before, Account now)
    {
        var members = ChangedMembers.Of(before, now);
        var account = ring is null ? null : await ring.TokenOfAccount(now.Id, CancellationToken.None);
        var written = new List<Act> { new(actor, "account.changed", Subject(account is null ? "account/unknown" : $"account-token/{account}", members)) };
        foreach (var holder in now.Holders.Union(before?.Holders ?? [], StringComparer.Ordinal))
            written.Add(new(actor, "account.changed", Subject(await Customer(holder), members)));
        await Commit(written);
    }

    /// <summary>Somebody sees name and numbers in full.</summary>
    public async Task Revealed(string actor, string customer, string reason) => await Commit([new(actor, "customer.revealed", await Customer(customer), reason)]);

    /// <summary>One act a file, whatever became of it; also where its caller went away in between.</summary>
    /// <param name="what"><c>customer</c> or <c>account</c>.</param>
    /// <param name="import">By which its events are found: theirs begin with it.</param>
    public Task Imported(string actor, string what, string import, long read, long accepted, long refused) =>
        Commit([new(actor, $"{what}.imported", string.Create(CultureInfo.InvariantCulture, $"{what}-import/{import}/read={read},accepted={accepted},refused={refused}"))]);

    static string Subject(string whom, IReadOnlyList<string> members) => members.Count == 0 ? whom : $"{whom}/{string.Join(',', members)}";

    ValueTask<string> Customer(string id) => ActSubjects.Customer(ring, id, CancellationToken.None);

    // The change is made: that its caller went away keeps nothing of it out of the record.
    async Task Commit(IReadOnlyList<Act> written) => await store.Commit(AuditWriter.UnitOf([.. written.SelectMany(acts.Record)]));
}
