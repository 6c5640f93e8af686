using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Tests.Keys.Providers.Contract;
using Tidings.Security.Tests.Keys.Providers.Vault;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Keys;

/// <summary>A whole node whose root key lies with a Vault that stops answering, and comes back.</summary>
public sealed class When_the_key_provider_is_away_from_a_node : IAsyncDisposable
{
    readonly VaultServer _vault = new();
    readonly LoopbackServer _server;
    readonly string _token = Path.Combine(Directory.CreateTempSubdirectory("vault-").FullName, "token");
    readonly LaterTime _time = new();

    public When_the_key_provider_is_away_from_a_node()
    {
        _server = new(_vault.Answer);
        File.WriteAllText(_token, "hvs.first\n");
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_token)!, recursive: true);
    }

    Task<RealNode> Start(string? directory = null) => RealNode.Start(directory, services => services.AddSingleton<TimeProvider>(_time),
        ("Keys:Provider", "Vault"), ("Keys:Vault:Address", _server.Address), ("Keys:Vault:TokenFile", _token), ("Keys:Timeout", "00:00:02"), ("Keys:Lifetime", "01:00:00"),
        ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson);

    static async Task<int> Register(RealNode node, string customer) =>
        (await node.Send(HttpMethod.Put, $"/v1/customers/{customer}", body: """{"name":"Ada","phones":["+447700900101"],"language":"en"}""")).Status;

    static async Task<int> Send(RealNode node, string customer, string id) =>
        (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event(id, "security.password.changed", $$"""{"customer":"{{customer}}"}"""))).Status;

    /// <summary>Ids of the events that are in the journal, in its order.</summary>
    static async Task<string[]> Stored(RealNode node)
    {
        var stored = new List<string>();
        await foreach (var row in node.Services.GetRequiredService<IStore>().ReadJournal(default, null, Cancel))
            if (DecidedEvents.Of(row) is { Type: "security.password.changed" } decided)
                stored.Add(decided.EventId);
        return [.. stored];
    }

    [Fact]
    public async Task What_it_takes_is_kept_what_it_cannot_seal_it_does_not_take_and_it_recovers_alone()
    {
        await _server.Start();
        await using var node = await Start();
        Assert.Equal(200, await Register(node, "ada"));
        Assert.Equal(202, await Send(node, "ada", "before"));
        await _server.Stop();
        // Within the lifetime nobody notices, not even who is new.
        _time.Pass(TimeSpan.FromMinutes(25));
        Assert.Equal(200, await Register(node, "new"));
        Assert.Equal(202, await Send(node, "ada", "away"));
        Assert.Equal(202, await Send(node, "new", "new"));
        _time.Pass(TimeSpan.FromMinutes(40));
        Assert.Equal(503, await Send(node, "ada", "late"));
        Assert.Equal(503, await Register(node, "newer"));
        await _server.Start();
        // Sent again, as a 503 asks for.
        int status;
        while ((status = await Send(node, "ada", "late")) == 503)
            await Task.Yield();
        Assert.Equal(202, status);
        Assert.Equal(["away", "before", "late", "new"], (await Stored(node)).Order());
    }

    [Fact]
    public async Task A_node_that_starts_meanwhile_ends_and_a_later_one_has_all_that_was_taken()
    {
        await _server.Start();
        var node = await Start();
        Assert.Equal(200, await Register(node, "ada"));
        Assert.Equal(202, await Send(node, "ada", "before"));
        await node.Stop();
        await _server.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => Start(node.Directory));
        await _server.Start();
        await using var later = await Start(node.Directory);
        Assert.Equal(202, await Send(later, "ada", "after"));
        Assert.Equal(["after", "before"], (await Stored(later)).Order());
    }

    /// <summary>The machine's time, but that what was measured once lies as much longer ago as is said.</summary>
    sealed class LaterTime : TimeProvider
    {
        long _ticks;

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, (long)(time.TotalSeconds * System.TimestampFrequency));

        public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _ticks);
    }
}
