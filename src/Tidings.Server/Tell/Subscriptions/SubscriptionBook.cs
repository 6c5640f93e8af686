using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tell.Send;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>The subscriptions as the store holds them, and how they change. Every change is written before it counts.</summary>
internal sealed class SubscriptionBook(IStore store, IServiceProvider services, TellSwitch told, Teller teller, IOptions<TellOptions> options, TimeProvider clock)
{
    public const int Most = 32;

    /// <summary>Null where nothing is sealed: then no secret can be kept, and there are no webhooks.</summary>
    public SealedSecrets? Seals { get; } = services.GetService<KeyRing>() is { } ring ? new(ring) : null;

    public static async ValueTask<IReadOnlyList<Subscription>> Read(IStore store, CancellationToken cancel) =>
        [.. (await store.ReadDocuments(ApprovalKinds.Webhook, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty).Select(Subscription.Of)];

    public async ValueTask<IReadOnlyList<Subscription>> List(CancellationToken cancel) =>
        [.. (await Read(store, cancel)).OrderBy(static one => one.Document.Created).ThenBy(static one => one.Id, StringComparer.Ordinal)];

    public async ValueTask<Subscription?> Find(string id, CancellationToken cancel) => (await List(cancel)).FirstOrDefault(one => one.Id == id);

    /// <summary>A subscription that is told nothing until its row is written; and its secret, which is stored sealed alone.</summary>
    public async ValueTask<(DocumentRow Row, string Secret)> Prepare(WebhookWish wish, Caller caller, CancellationToken cancel)
    {
        var (id, secret, now) = ($"wh{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", WebhookSecret.New(), clock.GetUtcNow());
        var kept = new KeptSecret(await Seals!.Seal(id, secret, cancel), null);
        var document = new SubscriptionDocument(wish.Url, wish.Events, wish.Description, now, caller.Identity, [kept]);
        return (Row(id, 1, document), WebhookSecret.Write(secret));
    }

    public DocumentRow Changed(Subscription from, WebhookWish wish) =>
        Row(from.Id, from.Version + 1, from.Document with { Url = wish.Url, Events = wish.Events, Description = wish.Description });

    /// <summary>A new secret; the one before it signs beside it for a while.</summary>
    public async ValueTask<(DocumentRow Row, string Secret)> Rotated(Subscription from, CancellationToken cancel)
    {
        var secret = WebhookSecret.New();
        var before = from.Document.Secrets[0] with { Until = clock.GetUtcNow() + options.Value.OldSecretFor };
        var kept = new KeptSecret(await Seals!.Seal(from.Id, secret, cancel), null);
        return (Row(from.Id, from.Version + 1, from.Document with { Secrets = [kept, before] }), WebhookSecret.Write(secret));
    }

    /// <summary>Writes a plan, which brings this version of the subscription into force unless it is a proposal.</summary>
    public Task Put(DocumentRow row, ChangePlan plan, CancellationToken cancel)
    {
        if (plan.Proposal is not null)
            return store.Commit(AuditWriter.UnitOf(plan.Rows)).AsTask();
        return teller.Change(row.Id, async () =>
        {
            // Facts count from here on: the flow notes them before the subscription says that it is there.
            told.IsOn = true;
            var cursor = row.Version == 1 ? new TellChange { Cursors = [new(row.Id, await store.ReadFeedEnd(cancel))] } : null;
            await store.Commit(AuditWriter.UnitOf(plan.Rows) with { Tell = cursor });
        });
    }

    /// <summary>Ends a subscription, with all that it was not told; its secrets open no more.</summary>
    public async Task End(Subscription ended, IReadOnlyList<DocumentRow> acts, CancellationToken cancel)
    {
        await teller.Change(ended.Id, async () => await store.Commit(
            AuditWriter.UnitOf([new(ApprovalKinds.Webhook, ended.Id, ended.Version + 1, clock.GetUtcNow(), default), .. acts]) with { Tell = new() { Forget = ended.Id } }));
        await Seals!.Destroy(ended.Id, cancel);
    }

    DocumentRow Row(string id, int version, SubscriptionDocument document) => new(ApprovalKinds.Webhook, id, version, clock.GetUtcNow(), document.ToBytes());
}

/// <summary>What a subscription is to be, checked.</summary>
internal sealed record WebhookWish(string Url, IReadOnlyList<string> Events, string Description);
