using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Keys;

public sealed class When_keys_are_rotated_over_the_API
{
    const string Address = "/v1/installation-keys";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task Register(RealNode node, string customer) =>
        Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/customers/{customer}", body: """{"name":"Ada","phones":["+447700900101"],"language":"en"}""")).Status);

    static async Task<JsonElement> Status(RealNode node) => (await node.Send(HttpMethod.Get, Address)).Json;

    static async Task<JsonElement> Passed(RealNode node)
    {
        while (true)
        {
            var status = await Status(node);
            if (status.GetProperty("pass").GetProperty("state").GetString() != "running")
                return status;
            await Task.Yield();
        }
    }

    static int[] Versions(JsonElement status, string of) => [.. status.GetProperty(of).EnumerateArray().Select(static key => key.GetProperty("version").GetInt32())];

    static async Task<string[]> Acts(RealNode node) =>
    [
        .. (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of)
            .Where(static act => act.Name.StartsWith("installation-key", StringComparison.Ordinal)).Select(static act => $"{act.Name} {act.Subject}"),
    ];

    [Fact]
    public async Task The_status_counts_what_is_wrapped_under_which_key_and_shows_none()
    {
        await using var node = await RealNode.Start(null, ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson);
        var before = (await Status(node)).GetProperty("wrapping")[0].GetProperty("dataKeys").GetInt64();
        await Register(node, "ada");
        await Register(node, "bo");
        var status = await Status(node);
        Assert.Equal("file", status.GetProperty("provider").GetString());
        Assert.NotEmpty(status.GetProperty("root").GetString()!);
        Assert.Equal(before + 2, status.GetProperty("wrapping")[0].GetProperty("dataKeys").GetInt64());
        Assert.Equal([1], Versions(status, "index"));
        Assert.Equal(["dataKeys", "root", "version"], status.GetProperty("wrapping")[0].EnumerateObject().Select(static member => member.Name).Order());
    }

    [Fact]
    public async Task A_new_key_encryption_key_wraps_all_data_keys_while_customers_register_and_the_old_one_goes()
    {
        await using var node = await RealNode.Start(null, ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson);
        for (var i = 0; i < 20; i++)
            await Register(node, $"before-{i}");
        var registering = Task.WhenAll(Enumerable.Range(0, 20).Select(i => Register(node, $"during-{i}")));
        Assert.Equal(202, (await node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"wrapping"}""")).Status);
        await registering;
        var status = await Passed(node);
        Assert.Equal("done", status.GetProperty("pass").GetProperty("state").GetString());
        Assert.Equal([2], Versions(status, "wrapping"));
        Assert.True(status.GetProperty("pass").GetProperty("rewrapped").GetInt64() >= 20);
        Assert.Equal(["installation-key.rotation-begun installation-key/wrapping", "installation-key.rotated installation-key/wrapping"], await Acts(node));
        Assert.Equal(200, (await node.Send(HttpMethod.Get, "/v1/customers/before-7")).Status);

        var again = await node.Send(HttpMethod.Post, Address + "/rewrap");
        Assert.Equal(202, again.Status);
        Assert.Equal(0, (await Passed(node)).GetProperty("pass").GetProperty("rewrapped").GetInt64());
    }

    [Fact]
    public async Task A_new_root_key_wraps_the_installations_keys_and_a_restart_opens_them()
    {
        var node = await RealNode.Start(null, ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson);
        await Register(node, "ada");
        var before = (await Status(node)).GetProperty("root").GetString();
        Assert.Equal(200, (await node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"root"}""")).Status);
        var status = await Status(node);
        var root = status.GetProperty("root").GetString();
        Assert.NotEqual(before, root);
        Assert.Equal([root, root], new[] { status.GetProperty("wrapping")[0], status.GetProperty("index")[0] }.Select(static key => key.GetProperty("root").GetString()));
        Assert.Equal(["installation-key.rotation-begun installation-key/root", $"installation-key.rotated installation-key/root/{root}"], await Acts(node));
        await using var later = await node.Restart();
        Assert.Equal(200, (await later.Send(HttpMethod.Get, "/v1/customers/ada")).Status);
    }

    [Fact]
    public async Task Its_acts_are_in_the_audit_log_under_whoever_asked()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var store = node.Services.GetRequiredService<IStore>();
        var from = await store.ReadAuditSize(Cancel);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"root"}""")).Status);
        var acts = (await store.ReadDocuments(DocumentActs.Kind, false, Cancel)).Where(static row => DocumentActs.Of(row).Name.StartsWith("installation-key", StringComparison.Ordinal)).ToArray();
        Assert.All(acts, static row => Assert.StartsWith("key:", DocumentActs.Of(row).Actor, StringComparison.Ordinal));
        Assert.Equal(from + acts.Length, await store.ReadAuditSize(Cancel));
        Assert.Contains(DocumentActs.Kind, AuditWriter.AuditedKinds);
    }

    [Fact]
    public async Task A_rotation_that_was_cut_off_goes_on_at_the_next_start_by_itself()
    {
        var node = await RealNode.Start(null, ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson);
        await Register(node, "ada");
        var ring = node.Services.GetRequiredService<KeyRing>();
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ring.RotateKeyEncryptionKey(new Cut(cut), cut.Token));
        Assert.Equal(2, Versions(await Status(node), "wrapping").Length);

        await using var later = await node.Restart();
        var status = await Passed(later);
        Assert.Equal([2], Versions(status, "wrapping"));
        Assert.Equal(["installation-key.rewrap-begun installation-key/wrapping", "installation-key.rewrapped installation-key/wrapping"], await Acts(later));
        Assert.Equal(200, (await later.Send(HttpMethod.Get, "/v1/customers/ada")).Status);
    }

    /// <summary>Ends a pass after its first page.</summary>
    sealed class Cut(CancellationTokenSource source) : IProgress<RewrapProgress>
    {
        public void Report(RewrapProgress value) => source.Cancel();
    }

    [Fact]
    public async Task A_second_is_refused_while_one_is_under_way()
    {
        await using var node = await RealNode.Start(null, services => services.AddSingleton<IActs, HeldActs>(), RealNode.OnePerson);
        var acts = (HeldActs)node.Services.GetRequiredService<IActs>();
        var first = node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"root"}""");
        await acts.Reached.Task.WaitAsync(Cancel);
        Assert.Equal(409, (await node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"wrapping"}""")).Status);
        Assert.Equal(409, (await node.Send(HttpMethod.Post, Address + "/rewrap")).Status);
        acts.Go.Set();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(202, (await node.Send(HttpMethod.Post, Address + "/rewrap")).Status);
    }

    /// <summary>The record of acts, which holds the first of a rotation until it is let go.</summary>
    sealed class HeldActs(TimeProvider time) : IActs
    {
        readonly DocumentActs _acts = new(time);

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public ManualResetEventSlim Go { get; } = new();

        public IReadOnlyList<Tidings.Core.Ports.Rows.DocumentRow> Record(Act act)
        {
            if (act.Name == "installation-key.rotation-begun" && Reached.TrySetResult())
                Go.Wait(Cancel);
            return _acts.Record(act);
        }
    }

    [Fact]
    public async Task What_is_no_key_that_can_be_rotated_is_refused()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(422, (await node.Send(HttpMethod.Post, Address + "/rotate", body: """{"what":"everything"}""")).Status);
        Assert.Empty(await Acts(node));
    }
}
