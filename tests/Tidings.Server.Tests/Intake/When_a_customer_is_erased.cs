using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Tests.Intake;

/// <summary>Ingeborg goes, Ada stays; A-1 is Ingeborg's alone, A-2 is both's.</summary>
public sealed class When_a_customer_is_erased
{
    const string Ingeborg = "C-MARKER-7731";
    const string Ada = "C-ADA";
    static readonly string[] Markers = ["Ingeborg Marker", "15005550006", Ingeborg, "A-MARKER-1", "Corner Bakery"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A node with both, each with a text: its folder lies in one of the test's own.</summary>
    static async Task<(RealNode Node, string Message, string AdasMessage)> Start()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        await Put(node, $"customers/{Ingeborg}", """{"name":"Ingeborg Marker","phones":["+15005550006"],"language":"en"}""");
        await Put(node, $"customers/{Ada}", """{"name":"Ada","phones":["+447911123456"],"language":"en"}""");
        await Put(node, "accounts/A-MARKER-1", $$"""{"holders":["{{Ingeborg}}"],"currency":"EUR"}""");
        await Put(node, "accounts/A-2", $$"""{"holders":["{{Ingeborg}}","{{Ada}}"],"currency":"EUR"}""");
        await Put(node, "accounts/A-3", $$"""{"holders":["{{Ada}}"],"currency":"EUR"}""");
        return (node, (await Pay(node, "E-1", "A-MARKER-1")).Single(), (await Pay(node, "E-2", "A-3")).Single());
    }

    static async Task Put(RealNode node, string path, string body)
    {
        var answer = await node.Send(HttpMethod.Put, $"/v1/{path}", body: body);
        Assert.True(answer.Status == 200, answer.Text);
    }

    static async Task<string[]> Pay(RealNode node, string id, string account)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id, Samples.PaymentData.Replace("A-1001", account, StringComparison.Ordinal)));
        Assert.True(answer.Status == 202, answer.Text);
        return [.. answer.Results[0].GetProperty("messages").EnumerateArray().Select(static message => message.GetString()!)];
    }

    static async Task Erase(RealNode node)
    {
        var answer = await node.Send(HttpMethod.Delete, $"/v1/customers/{Ingeborg}");
        Assert.True(answer.Status == 204, answer.Text);
    }

    static async Task<int> Found(RealNode node, string body) =>
        (await node.Send(HttpMethod.Post, "/v1/messages/search", body: body)).Json.GetProperty("messages").GetArrayLength();

    static async Task<int> Events(RealNode node) =>
        (await node.Send(HttpMethod.Post, "/v1/events/search", body: $$"""{"customer":"{{Ingeborg}}"}""")).Json.GetProperty("events").GetArrayLength();

    static async Task NothingReads(RealNode node, string message)
    {
        Assert.Equal(404, (await node.Send(HttpMethod.Get, $"/v1/customers/{Ingeborg}")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, "/v1/accounts/A-MARKER-1")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Status);
        Assert.Equal(0, await Found(node, $$"""{"customer":"{{Ingeborg}}"}"""));
        Assert.Equal(0, await Found(node, """{"number":"+15005550006"}"""));
        Assert.Equal(0, await Events(node));
    }

    [Fact]
    public async Task Nothing_of_him_reads_any_more_and_everything_of_others_does_also_after_a_restart()
    {
        var (node, message, adas) = await Start();
        Assert.Equal((1, 1), (await Found(node, $$"""{"customer":"{{Ingeborg}}"}"""), await Found(node, """{"number":"+15005550006"}""")));
        Assert.True(await Events(node) > 0);
        await Erase(node);
        await NothingReads(node, message);
        Assert.Equal([Ada], (await node.Send(HttpMethod.Get, "/v1/accounts/A-2")).Json.GetProperty("holders").EnumerateArray().Select(static holder => holder.GetString()!));
        await using var later = await node.Restart();
        await NothingReads(later, message);
        Assert.Equal(200, (await later.Send(HttpMethod.Get, $"/v1/customers/{Ada}")).Status);
        Assert.Equal(200, (await later.Send(HttpMethod.Get, $"/v1/messages/{adas}")).Status);
        Assert.Equal([Ada], (await later.Send(HttpMethod.Get, "/v1/accounts/A-2")).Json.GetProperty("holders").EnumerateArray().Select(static holder => holder.GetString()!));
    }

    [Fact]
    public async Task No_text_of_his_that_waits_leaves_any_more()
    {
        var (node, message, adas) = await Start();
        await using var _ = node;
        var queue = node.Services.GetRequiredService<Outbox>().Queue;
        while (queue.Find(Id(message)) is null || queue.Find(Id(adas)) is null)
            await Task.Yield();
        await Erase(node);
        // Out of memory at once: no bind is there that would come for it.
        Assert.Null(queue.Find(Id(message)));
        var taken = new Outgoing[10];
        Assert.Equal([Id(adas)], taken.Take(queue.Take(taken)).Select(static one => one.Id));
        Assert.Equal(1, queue.Count);

        static MessageId Id(string id) => MessageId.TryParse(id, out var message) ? message : default;
    }

    [Fact]
    public async Task An_event_of_his_is_refused_as_one_of_nobody_until_he_registers_anew()
    {
        var (node, _, _) = await Start();
        await using var __ = node;
        await Erase(node);
        const string Login = $$"""{"customer":"{{Ingeborg}}","device":"phone"}""";
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event("E-9", "security.login", Login));
        Assert.Equal(422, answer.Status);
        Assert.Contains("unknown-customer", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await Events(node));
        await Put(node, $"customers/{Ingeborg}", """{"name":"Another","phones":["+15005550006"],"language":"en"}""");
        Assert.Equal(1, await Events(node));
    }

    [Fact]
    public async Task The_audit_log_holds_that_it_began_and_that_it_is_done_and_does_not_say_of_whom()
    {
        var (node, _, _) = await Start();
        await using var _1 = node;
        var store = node.Services.GetRequiredService<IStore>();
        await Erase(node);
        var rows = (await store.ReadDocuments(DocumentActs.Kind, false, Cancel)).Where(static row => DocumentActs.Of(row).Name.StartsWith("customer.eras", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["customer.erasure-begun", "customer.erased"], rows.Select(static row => DocumentActs.Of(row).Name));
        Assert.Single(rows.Select(static row => DocumentActs.Of(row).Subject).Distinct());
        Assert.All(rows, static row => Assert.DoesNotContain(Ingeborg, Encoding.UTF8.GetString(row.Body.Span), StringComparison.Ordinal));
        var entries = new HashSet<string>();
        await foreach (var row in store.ReadAudit(0, Cancel))
            entries.UnionWith(EntryBundle.Read(row.Body)!.Select(static bytes => Convert.ToBase64String(AuditEntry.Parse(bytes)!.Commitment.Span)));
        var openings = (await store.ReadDocuments(AuditOpening.Kind, false, Cancel)).SelectMany(static row => AuditOpening.Of(row.Body.Span).Documents).ToArray();
        Assert.All(rows, row => Assert.Contains(openings, one => one.IsOf(row) && entries.Contains(Convert.ToBase64String(one.Commitment))));
    }

    [Fact]
    public async Task Again_is_as_good_as_once_and_somebody_who_never_was_is_nobody()
    {
        var (node, message, _) = await Start();
        await using var _1 = node;
        await Erase(node);
        await Erase(node);
        await NothingReads(node, message);
        Assert.Equal(404, (await node.Send(HttpMethod.Delete, "/v1/customers/nobody")).Status);
    }

    [Fact]
    public async Task Neither_the_files_nor_an_older_copy_of_the_data_holds_anything_of_him()
    {
        var (node, message, adas) = await Start();
        var backup = Directory.CreateTempSubdirectory("tidings-backup").FullName;
        try
        {
            await node.Stop();
            foreach (var file in Directory.EnumerateFiles(node.Folder, "tidings.db*"))
                File.Copy(file, Path.Combine(backup, Path.GetFileName(file)));
            node = await RealNode.Start(node.Folder, RealNode.OnePerson);
            await Erase(node);
            byte[] all = [.. Directory.EnumerateFiles(node.Folder).Concat(Directory.EnumerateFiles(backup)).SelectMany(Bytes)];
            Assert.True(Holds(all, "CREATE TABLE journal"));
            Assert.DoesNotContain(Markers, marker => Holds(all, marker));
            Assert.DoesNotContain(Markers, marker => node.Logs.All.Contains(marker, StringComparison.Ordinal));

            await node.Stop();
            foreach (var file in Directory.EnumerateFiles(node.Folder, "tidings.db*"))
                File.Delete(file);
            foreach (var file in Directory.EnumerateFiles(backup))
                File.Copy(file, Path.Combine(node.Folder, Path.GetFileName(file)));
            node = await RealNode.Start(node.Folder, RealNode.OnePerson);
            await NothingReads(node, message);
            Assert.Equal(200, (await node.Send(HttpMethod.Get, $"/v1/messages/{adas}")).Status);
        }
        finally
        {
            await node.DisposeAsync();
            Directory.Delete(backup, recursive: true);
        }
    }

    static bool Holds(byte[] all, string marker) =>
        all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0 || all.AsSpan().IndexOf(Encoding.Unicode.GetBytes(marker)) >= 0;

    static byte[] Bytes(string file)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal))
            return [];
        using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return bytes;
    }
}
