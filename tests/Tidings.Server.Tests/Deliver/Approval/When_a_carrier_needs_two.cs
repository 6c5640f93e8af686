using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Security.Access;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Watch;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Deliver.Http;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Deliver.Approval;

public sealed class When_a_carrier_needs_two
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_binds_when_somebody_has_approved_it_not_before_and_what_waited_leaves()
    {
        await using var smsc = await TwoPersonsNode.Smsc("hunter2");
        (string, string)[] settings = [.. TwoPersonsNode.To(smsc), ("Carrier:Password", "hunter2")];
        await using var node = await TwoPersonsNode.Start(settings);
        var waiting = await node.Pay();
        await node.UntilAtTheGate();
        var proposal = await node.Proposal();
        Assert.Contains($"1920 Carrier main is not used: its settings wait for a second person as proposal {proposal}", node.Node.Logs.All, StringComparison.Ordinal);
        var shown = (await node.As(node.Viewer, HttpMethod.Get, $"/v1/proposals/{proposal}")).Json;
        Assert.Equal(("carrier", "main", "machine"), (shown.GetProperty("kind").GetString(), shown.GetProperty("subject").GetString(), shown.GetProperty("by").GetString()));
        Assert.Equal(smsc.SmppPort, shown.GetProperty("document").GetProperty("port").GetInt32());

        Assert.Equal(403, (await node.As(node.Viewer, HttpMethod.Post, $"/v1/proposals/{proposal}/approve", "{}")).Status);
        var others = await node.Node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("others") { Scopes = ScopeNames.All & ~Scope.CarriersApprove }, [], Cancel);
        Assert.Equal(403, (await node.As(others.Secret, HttpMethod.Post, $"/v1/proposals/{proposal}/approve", "{}")).Status);
        Assert.Equal(0, smsc.Stats.Connections);
        Assert.Equal("queued", await node.State(waiting));

        await node.Approve();
        Assert.Equal(("alone", null), await node.Stands());
        await node.UntilDelivered(waiting);
        Assert.Equal(["carrier.proposed by machine", "carrier.approved by operator:ada"], await node.Acts("carrier/main/1"));

        await node.Restart(settings);
        Assert.Equal(("alone", null), await node.Stands());
        await node.UntilDelivered(await node.Pay());
        Assert.Equal(["carrier/main approved"], await node.Proposals());
    }

    [Fact]
    public async Task A_changed_host_is_not_bound_to_and_another_carrier_goes_on_meanwhile()
    {
        await using var first = await TwoPersonsNode.Smsc();
        await using var north = await TwoPersonsNode.Smsc();
        await using var elsewhere = await TwoPersonsNode.Smsc();
        var toNorth = TwoPersonsNode.To(north, "Carriers:north");
        await using var node = await TwoPersonsNode.Start([.. TwoPersonsNode.To(first), .. toNorth]);
        await node.Approve();
        await node.Approve("north");
        await node.UntilDelivered(await node.Pay());

        await node.Restart([.. TwoPersonsNode.To(elsewhere), .. toNorth]);
        await node.UntilAtTheGate();
        Assert.Equal("awaiting-approval", (await node.Stands()).State);
        var received = north.Stats.Received;
        await node.UntilDelivered(await node.Pay());
        Assert.Equal(received + 1, north.Stats.Received);
        Assert.Equal(0, elsewhere.Stats.Connections);

        await node.Approve();
        await Carrier.Until(() => Task.FromResult(elsewhere.Stats.Binds == 2));
        Assert.Equal(3, (await node.Proposals()).Count(static one => one.EndsWith(" approved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_changed_password_alone_is_seen_and_no_secret_is_in_what_is_kept_or_shown()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        await using var node = await TwoPersonsNode.Start([.. TwoPersonsNode.To(smsc), ("Carrier:Password", "hunter2-before")]);
        var before = await node.Document(await node.Proposal());
        await node.Approve();
        await node.UntilDelivered(await node.Pay());

        await node.Restart([.. TwoPersonsNode.To(smsc), ("Carrier:Password", "hunter2-after")]);
        await node.UntilAtTheGate();
        var proposal = await node.Proposal();
        var after = await node.Document(proposal);
        Assert.NotEqual(before.GetProperty("password").GetString(), after.GetProperty("password").GetString());
        Assert.Equal(before.GetRawText().Replace(before.GetProperty("password").GetString()!, "", StringComparison.Ordinal), after.GetRawText().Replace(after.GetProperty("password").GetString()!, "", StringComparison.Ordinal));

        var kept = node.Node.Logs.All + after.GetRawText() + (await node.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text;
        var store = node.Node.Services.GetRequiredService<Core.Ports.IStore>();
        foreach (var kind in (string[])["carrier", "proposal", DocumentActs.Kind])
            kept += string.Concat((await store.ReadDocuments(kind, true, Cancel)).Select(static row => System.Text.Encoding.UTF8.GetString(row.Body.Span) + Decoded(row)));
        Assert.Contains("keyed:", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
        await node.Stop();
        foreach (var file in Directory.EnumerateFiles(node.Node.Folder, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("hunter2"u8));
        await node.Restart(TwoPersonsNode.To(smsc));
    }

    /// <summary>A proposal keeps its document in base64.</summary>
    static string Decoded(Core.Ports.Rows.DocumentRow row) => row.Kind == Proposal.DocumentKind ? System.Text.Encoding.UTF8.GetString(Proposal.Of(row.Body.Span).Body) : "";

    [Fact]
    public async Task A_file_that_changes_in_a_running_node_is_proposed_and_the_session_that_stands_goes_on()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "hunter2-before\n", Cancel);
            await using var node = await TwoPersonsNode.Start([.. TwoPersonsNode.To(smsc), ("Carrier:PasswordFile", file)]);
            await node.Approve();
            await node.UntilDelivered(await node.Pay());
            var connections = smsc.Stats.Connections;
            await File.WriteAllTextAsync(file, "hunter2-after\n", Cancel);
            // What the watch does every few seconds, and each new session before it begins.
            Assert.False(await node.Of("main").Gate.Look!(Cancel));
            await node.UntilDelivered(await node.Pay());
            var proposal = await node.Proposal();
            Assert.False(await node.Of("main").Gate.Look!(Cancel));
            Assert.Equal(proposal, await node.Proposal());
            Assert.Equal(connections, smsc.Stats.Connections);
            await File.WriteAllTextAsync(file, "hunter2-before\n", Cancel);
            Assert.True(await node.Of("main").Gate.Look!(Cancel));
            Assert.Equal(("alone", null), await node.Stands());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Rejected_it_stays_off_and_the_next_start_asks_once_more()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        await using var node = await TwoPersonsNode.Start(TwoPersonsNode.To(smsc));
        var proposal = await node.Proposal();
        Assert.Equal(200, (await node.As(node.Approver, HttpMethod.Post, $"/v1/proposals/{proposal}/reject", """{"reason":"nobody told me of it"}""")).Status);
        Assert.False(await node.Of("main").Gate.Look!(Cancel));
        Assert.Equal(("rejected", proposal), await node.Stands());
        Assert.False(await node.Of("main").Gate.Look!(Cancel));
        Assert.Equal(409, (await node.As(node.Approver, HttpMethod.Post, $"/v1/proposals/{proposal}/approve", "{}")).Status);
        Assert.Equal(["carrier/main rejected"], await node.Proposals());

        await node.Restart(TwoPersonsNode.To(smsc));
        Assert.NotEqual(proposal, await node.Proposal());
        Assert.Equal(0, smsc.Stats.Connections);
        var asked = await node.Proposal();
        await node.Restart(TwoPersonsNode.To(smsc));
        Assert.Equal(asked, await node.Proposal());
    }

    [Fact]
    public async Task What_is_configured_no_more_cannot_be_approved()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        await using var node = await TwoPersonsNode.Start(TwoPersonsNode.To(smsc));
        var older = await node.Proposal();
        await node.Restart([.. TwoPersonsNode.To(smsc), ("Carrier:RatePerSecond", "7")]);
        var newer = await node.Proposal();
        Assert.NotEqual(older, newer);
        Assert.Equal(["carrier/main open", "carrier/main rejected"], await node.Proposals());
        Assert.Equal(409, (await node.As(node.Approver, HttpMethod.Post, $"/v1/proposals/{older}/approve", "{}")).Status);

        // In the moment before the watch looks, too.
        node.Of("main").Options.RatePerSecond = 8;
        Assert.Equal(409, (await node.As(node.Approver, HttpMethod.Post, $"/v1/proposals/{newer}/approve", "{}")).Status);
        Assert.False(await node.Of("main").Gate.Look!(Cancel));
        var refused = await node.As(node.Approver, HttpMethod.Post, $"/v1/proposals/{newer}/approve", "{}");
        Assert.Equal(409, refused.Status);
        Assert.Equal(0, smsc.Stats.Connections);
        await node.Approve();
        await node.UntilDelivered(await node.Pay());
    }

    [Fact]
    public async Task One_that_is_taken_out_is_recorded_and_comes_back_as_it_was_or_asks()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        var north = TwoPersonsNode.To(smsc, "Carriers:north");
        await using var node = await TwoPersonsNode.Start([.. TwoPersonsNode.To(smsc), .. north]);
        await node.Approve("north");
        await node.Restart(TwoPersonsNode.To(smsc));
        await node.Restart(TwoPersonsNode.To(smsc));
        await node.Restart([.. TwoPersonsNode.To(smsc), .. north]);
        Assert.NotEqual("awaiting-approval", (await node.Stands("north")).State);
        Assert.Equal(["carrier.proposed by machine", "carrier.approved by operator:ada", "carrier.unconfigured by machine", "carrier.changed by machine"], await node.Acts("carrier/north/"));
        await node.Restart(TwoPersonsNode.To(smsc));
        await node.Restart([.. TwoPersonsNode.To(smsc), .. north, ("Carriers:north:Window", "17")]);
        Assert.Equal("awaiting-approval", (await node.Stands("north")).State);
    }

    [Fact]
    public async Task One_of_http_sends_nothing_and_its_callbacks_are_told_to_come_again()
    {
        await using var peer = await HttpPeer.Start();
        (string, string)[] settings =
        [
            ("Carrier:Kind", "Http"), ("Carrier:Http:Url", new Uri(peer.Url, "/send?key=hunter2").ToString()), ("Carrier:Http:PublicUrl", "https://texts.bank.example"),
            ("Carrier:Http:CallbackSecret", "agreed"), ("Carrier:Http:CallbackProof", "Header"),
        ];
        await using var node = await TwoPersonsNode.Start(settings);
        var text = await node.Pay();
        await node.UntilAtTheGate();
        Assert.Equal(503, await Bring(node));
        var proposal = await node.Proposal();
        Assert.DoesNotContain("hunter2", (await node.Document(proposal)).GetRawText(), StringComparison.Ordinal);
        Assert.Empty(peer.Requests);

        await node.Approve();
        await Carrier.Until(async () => await node.State(text) == "sent");
        Assert.Single(peer.Requests);
        Assert.Equal(200, await Bring(node));

        // Its requests are each made with what is configured at that moment: they wait with the change.
        node.Of("main").Options.Http.CallbackSecret = "agreed anew";
        Assert.False(await node.Of("main").Gate.Look!(Cancel));
        await Carrier.Until(() => Task.FromResult(node.Of("main").Pumps.Values.All(static pump => !pump.IsBound)));
        var next = await node.Pay();
        Assert.Equal(503, await Bring(node));
        Assert.Single(peer.Requests);
        await node.Approve();
        await Carrier.Until(async () => await node.State(next) == "sent");
    }

    static async Task<int> Bring(TwoPersonsNode node)
    {
        using var http = new HttpClient { BaseAddress = node.Node.Client.BaseAddress };
        using var callback = new HttpRequestMessage(HttpMethod.Post, "/v1/callbacks/main/receipts") { Content = new StringContent("""{"id":"id-1","status":"enroute"}""", System.Text.Encoding.UTF8, "application/json") };
        callback.Headers.Add("X-Signature", "agreed");
        using var answer = await http.SendAsync(callback, Cancel);
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task Whoever_prepares_a_start_is_told_what_waits()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        await using var node = await TwoPersonsNode.Start(TwoPersonsNode.To(smsc));
        Task<IReadOnlyList<CarrierFinding>> Examine(string environment, params (string, string)[] settings) => CarrierStanding.Examine(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static one => KeyValuePair.Create(one.Item1, (string?)one.Item2))).Build(), environment, node.Node.Folder, Cancel);
        var settings = TwoPersonsNode.Configured(TwoPersonsNode.To(smsc));
        var proposal = await node.Proposal();
        // Beside the node that runs, and before a start.
        for (var ends = false; ; ends = true)
        {
            var waits = Assert.Single(await Examine("Production", settings));
            Assert.Equal(("main", $"its settings wait for a second person as proposal {proposal}", false), (waits.Carrier, waits.Found, waits.IsGood));
            if (ends)
                break;
            await node.Stop();
        }
        Assert.Equal("its settings are not approved", Assert.Single(await Examine("Production", [.. settings, ("Carrier:Window", "17")])).Found);
        await node.Restart(TwoPersonsNode.To(smsc));
        await node.Approve();
        await node.Stop();
        Assert.True(Assert.Single(await Examine("Production", settings)).IsGood);
        Assert.Empty(await Examine("Development", TwoPersonsNode.To(smsc)));
        await node.Restart(TwoPersonsNode.To(smsc));
    }

    [Fact]
    public void Other_tests_are_as_in_Production_but_for_their_carriers() =>
        Assert.Equal(ApprovalKinds.Scopes.Keys.Order(StringComparer.Ordinal), RealNode.AllButCarriers.Select(static one => one.Value).Append("carrier").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Where_nobody_is_needed_it_is_in_force_at_once_and_what_was_written_is_recorded_once()
    {
        await using var smsc = await TwoPersonsNode.Smsc();
        var node = await RealNode.Start(null, [RealNode.OnePerson, .. TwoPersonsNode.To(smsc)]);
        await Carrier.Until(() => Task.FromResult(smsc.Stats.Binds == 2));
        var store = node.Services.GetRequiredService<Core.Ports.IStore>();
        Assert.Equal(1, Assert.Single(await store.ReadDocuments("carrier", true, Cancel)).Version);
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, [RealNode.OnePerson, .. TwoPersonsNode.To(smsc)]);
        store = again.Services.GetRequiredService<Core.Ports.IStore>();
        Assert.Single(await store.ReadDocuments("carrier", true, Cancel));
        Assert.Single((await store.ReadDocuments(DocumentActs.Kind, true, Cancel)).Select(DocumentActs.Of), static act => act is { Name: "carrier.changed", Actor: "machine", Subject: "carrier/main/1" });
    }
}
