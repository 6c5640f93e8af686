using Microsoft.Data.Sqlite;
using System.Text;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Core.Messages;
using Tidings.Server.Audit;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

/// <summary>A node that has told two holders of a payment, and what its log says of it.</summary>
internal static class AuditedNode
{
    public static async Task<(RealNode Node, string[] Messages)> Start()
    {
        var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""");
        await node.Send(HttpMethod.Put, "/v1/customers/C-2", body: """{"name":"Bo Jensen","phones":["+15005550007"],"language":"en"}""");
        await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1","C-2"],"currency":"EUR"}""");
        return (node, await Pay(node));
    }

    public static async Task<string[]> Pay(RealNode node, string id = "e-1")
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id));
        Assert.True(answer.Status == 202, answer.Text);
        return [.. answer.Results[0].GetProperty("messages").EnumerateArray().Select(static m => m.GetString()!)];
    }

    public static NoteKey KeyOf(string folder) => NoteKey.Parse(File.ReadAllText(Path.Combine(folder, "audit", SealedLogKey.PublicFile)))!;

    /// <summary>The whole check, log and store, of a node that has ended.</summary>
    public static async Task<LogVerdict> Check(string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await StoreForTools.Open(folder, cancel);
        var check = new StoreCheck(store.Store, store.TokenOf);
        var verdict = await new LogCheck(new FolderTiles(Path.Combine(folder, "audit")), KeyOf(folder), []) { OnEntry = (index, entry) => check.Entry(index, entry, cancel) }.Run(cancel);
        return verdict is LogVerdict.Good good ? (LogVerdict?)await check.Rest(good, cancel) ?? verdict : verdict;
    }

    /// <summary>What somebody can do who has the keys: the event in this row is another one, sealed as it should be.</summary>
    public static async Task Rewrite(string folder, long id, Func<DecidedEvent, DecidedEvent> change)
    {
        var cancel = TestContext.Current.CancellationToken;
        Core.Ports.Rows.JournalRow row;
        await using (var store = await StoreForTools.Open(folder, cancel))
            row = (await store.Store.ReadMessage(new(id), cancel))!.Row;
        Sql(folder, $"DELETE FROM journal WHERE id = {id}");
        await using var again = await StoreForTools.Open(folder, cancel);
        var payload = MemoryPack.MemoryPackSerializer.Serialize(change(MemoryPack.MemoryPackSerializer.Deserialize<DecidedEvent>(row.Payload.Span)!));
        await again.Store.Commit(new()
        {
            Journal =
            [
                new()
                {
                    Id = row.Id, Partition = row.Partition, Customer = row.Customer, EventKey = row.EventKey, Messages = row.Messages, Class = row.Class, Carrier = row.Carrier,
                    Payload = payload, Delta = row.Delta,
                },
            ],
        });
    }

    public static void Sql(string folder, string text, params (string Name, object Value)[] parameters) => Sql(folder, text, "tidings.db", parameters);

    public static void Sql(string folder, string text, string file, params (string Name, object Value)[] parameters)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    public static byte[] Blob(string folder, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "tidings.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (byte[])command.ExecuteScalar()!;
    }

    public static long Count(string folder, string text, string file = "tidings.db")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
