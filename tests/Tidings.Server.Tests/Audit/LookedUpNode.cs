using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Server.Deliver;
using Tidings.Server.Host;
using Tidings.Server.Tests.Verify;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Audit;

/// <summary>What a node left that had entries of every kind in its look-up table: a customer with a number, a verification that his code approved, a text that he wrote, and what his carrier calls each.</summary>
public sealed class LookedUpNode : IAsyncLifetime
{
    readonly Dictionary<LookupKind, LookupEntry> _entries = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Folder { get; } = Directory.CreateTempSubdirectory("tidings-looked-up").FullName;

    public async ValueTask InitializeAsync()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        Assert.True((await bank.Check(id, await bank.Code())).Json.GetProperty("approved").GetBoolean());
        await bank.Told.UntilDelivered((await bank.Message()).GetProperty("id").GetString()!);
        await bank.Phone.Write("HELP");
        await bank.Phone.Next();
        await bank.Node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await bank.Node.Stop();
        Copy(bank.Node.Folder, Folder);
        // Some seconds later: both marks have passed all of it.
        await using var store = await StoreForTools.Open(Folder, Cancel);
        var written = (await store.Store.ReadNewest(default, new(long.MaxValue), 1, Cancel))[0].Row;
        var newest = new MessageId(written.Id.Value + 500);
        // The simulator names no text that it brings; some carriers do.
        await store.Store.Commit(new() { Journal = [Heard(written, newest, 77)], Lookups = [.. LookupEntries.Of(Heard(written, newest, 77), DecidedEvents.Of(Heard(written, newest, 77))).Select(static entry => entry.Row)] });
        await store.Store.Commit(new() { DispatchLow = new(Carriers.Main, new(newest.Value + 1_000)), Lookups = [new(LookupKey.Mark, new(newest.Value + 1_000), 0)] });
        foreach (var facts in await store.Store.ReadNewest(default, new(long.MaxValue), 100, Cancel))
        {
            foreach (var entry in LookupEntries.Of(facts.Row, DecidedEvents.Of(facts.Row)))
                _entries[entry.Kind] = entry;
            foreach (var row in facts.Submissions)
                if (LookupEntries.Of(row) is { } named)
                    _entries[named.Kind] = named;
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    /// <summary>A copy of its folder, to be tampered with.</summary>
    internal string CopyOf() => Copy(Folder, Directory.CreateTempSubdirectory("tidings-tampered").FullName);

    /// <summary>One of a kind.</summary>
    internal LookupEntry One(LookupKind kind) => _entries[kind];

    /// <summary>What a thief sees of it in the table.</summary>
    internal static async Task<LookupRow> Stored(string folder, LookupEntry entry)
    {
        await using var store = await StoreForTools.Open(folder, Cancel);
        return entry.Row with { Key = (await store.Store.ReadLookupForms(Cancel))[0](entry.Row.Key) };
    }

    /// <summary>A text of the customer's that nobody answers.</summary>
    internal static JournalRow Heard(JournalRow like, MessageId id, ulong fingerprint) => new()
    {
        Id = id, Partition = like.Partition, Customer = like.Customer, EventKey = 7, Messages = 0, Class = (byte)MessageClass.Reply, Carrier = null,
        Payload = MemoryPackSerializer.Serialize(new DecidedEvent
        {
            Source = "test", EventId = "t-1", Type = "reply", Time = id.At, Customer = like.Customer, Messages = [], Suppressions = [],
            Reply = new() { Text = "thanks", From = new("447700900101"), To = "YourBank", Carrier = Carriers.Main, Meaning = ReplyMeaning.Unclear, Fingerprint = fingerprint },
        }),
        Delta = MemoryPackSerializer.Serialize(new StateDelta { EventKey = 7, At = id.At }),
    };

    static string Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal), overwrite: true);
        return to;
    }
}
