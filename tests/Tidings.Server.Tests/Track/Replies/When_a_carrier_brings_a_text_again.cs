using System.Globalization;
using System.Text;
using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;
using Tidings.Server.Host;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Server.Tests.Track.Replies;

/// <summary>Over a scripted carrier, which brings what it wants as often as it wants.</summary>
public sealed class When_a_carrier_brings_a_text_again
{
    const string Phone = "447700900101";

    static (string, string)[] Settings(ScriptedSmsc smsc) =>
    [
        ("environment", "Development"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", smsc.Port.ToString(CultureInfo.InvariantCulture)), ("Carrier:Binds", "1"), ("Carrier:SystemId", "told"),
        ("Intake:AssignedNumbersOnly", "false"), RealNode.OnePerson,
    ];

    static async Task<RealNode> Start(ScriptedSmsc smsc, string? folder = null)
    {
        var node = await RealNode.Start(folder, static _ => { }, Settings(smsc));
        if (folder is not null)
            return node;
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: $$"""{"name":"Ada Jensen","phones":["+{{Phone}}"],"language":"en"}""")).Status);
        Assert.Equal(202, (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event("E-1", "security.password.changed", """{"customer":"C-1"}"""))).Status);
        return node;
    }

    static async Task<string[]> Recorded(RealNode node) =>
        [.. (await node.Send(HttpMethod.Post, "/v1/replies/search", body: """{"customer":"C-1"}""")).Json.GetProperty("replies").EnumerateArray().Select(static reply => reply.GetProperty("meaning").GetString()!)];

    static async Task Write(ScriptedSmsc smsc, string text, string time = "") => Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(Phone, "YourBank", text, time: time));

    [Fact]
    public async Task It_counts_once_also_after_a_restart_and_another_text_counts_anew()
    {
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc);
        await Write(smsc, "HELP");
        await Write(smsc, "HELP");
        Assert.Equal(["help"], await Recorded(node));
        await node.Stop();
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, node.Folder);
        await Write(later, "HELP");
        Assert.Equal(["help"], await Recorded(again));
        await Write(later, "help!");
        Assert.Equal(["help", "help"], await Recorded(again));
    }

    [Fact]
    public async Task One_that_ends_texts_which_come_again_is_heeded()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        foreach (var text in (string[])["STOP", "START", "STOP", "STOP"])
            await Write(smsc, text);
        Assert.Equal(["stop", "start", "stop"], await Recorded(node));
    }

    [Fact]
    public async Task One_that_comes_again_after_another_text_of_his_is_heeded()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        string[] texts = ["HELP", "STOP", "START", "STOP", "START", "HELP"];
        foreach (var text in texts)
            await Write(smsc, text);
        Assert.Equal(["help", "start", "stop", "start", "stop", "help"], await Recorded(node));
    }

    [Fact]
    public async Task A_STOP_ends_nothing_again_that_he_has_asked_for_since()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1"],"currency":"EUR"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: """{"reason":"of a test"}""")).Status);
        var ended = await Pay(node, "E-2");
        await Write(smsc, "STOP", First);
        await Write(smsc, "START", Second);
        var asked = await Pay(node, "E-3");
        await Write(smsc, "STOP", First);
        Assert.Equal(["start", "stop"], await Recorded(node));
        Assert.Contains("stopped", await Codes(node, ended));
        Assert.DoesNotContain("stopped", await Codes(node, asked));
        await Write(smsc, "STOP", Third);
        Assert.Contains("stopped", await Codes(node, asked));
    }

    const string First = "261126080000000+", Second = "261126080100000+", Third = "261126080200000+";

    static async Task<string> Pay(RealNode node, string id)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id));
        Assert.True(answer.Status == 202, answer.Text);
        return Assert.Single(answer.Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
    }

    static async Task<string[]> Codes(RealNode node, string id) =>
        [.. (await node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("timeline").EnumerateArray().Select(static entry => entry.GetProperty("code").GetString()!)];

    [Fact]
    public async Task What_comes_again_over_another_session_in_its_order_counts_once()
    {
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc);
        string[] texts = ["HELP", "INFO", "START"];
        foreach (var text in texts)
            await Write(smsc, text);
        await node.Stop();
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, node.Folder);
        foreach (var text in texts)
            await Write(later, text);
        Assert.Equal(["start", "info", "help"], await Recorded(again));
    }

    /// <summary>Of an hour that customers' states need not remember, the look-up table alone knows what was heard. Whoever may write it could have a text ignored that nobody has heard.</summary>
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task One_that_was_heard_longAgo_is_known_by_its_row_and_not_by_the_look_up_alone(bool heard)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc);
        await Write(smsc, "HELP", First);
        await node.Stop();
        JournalRow said;
        await using (var store = await StoreForTools.Open(node.Folder, cancel))
            said = (await store.Store.ReadNewest(default, new(long.MaxValue), 9, cancel)).First(static facts => DecidedEvents.Of(facts.Row).Reply is not null).Row;
        var fingerprint = DecidedEvents.Of(said).Reply!.Fingerprint;

        await using var theirs = new ScriptedSmsc();
        var other = await Start(theirs);
        await other.Stop();
        var longAgo = MessageId.First(TimeProvider.System.GetUtcNow() - RecentEvents.Promised - TimeSpan.FromHours(1), said.Partition);
        await using (var store = await StoreForTools.Open(other.Folder, cancel))
            await store.Store.Commit(new()
            {
                Journal = [LookedUpNode.Heard(said, longAgo, heard ? fingerprint : 77)], Lookups = [new(LookupKey.OfCarriersText(fingerprint), longAgo, 0)],
            });
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, other.Folder);
        await Write(later, "HELP", First);
        Assert.Equal(heard ? ["unclear"] : ["help", "unclear"], await Recorded(again));
    }

    /// <summary>An 8-bit concatenation header (3GPP TS 23.040 §9.2.3.24.1), written by hand.</summary>
    static string Part(int number, string text) => $"\x05\x00\x03\x2a\x02{(char)number}{text}";

    /// <summary>The part that waits, as the installation's key opens it, and what the customer's key opens in it.</summary>
    static async Task<(string Document, byte[]? Part)> Waiting(string folder)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var store = await StoreForTools.Open(folder, cancel);
        var row = Assert.Single(await store.Store.ReadDocuments(ReplyParts.Kind, true, cancel));
        var value = JsonSerializer.Deserialize<CustomersValue>(row.Body.Span)!;
        return (Encoding.UTF8.GetString(row.Body.Span), value.Token is null ? null : await new CustomerSecrets(store.Keys!).Open(value, row.Id, cancel));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_part_that_waits_is_under_its_customers_key_and_goes_with_him(bool erased)
    {
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc);
        await Write(smsc, "HELP");
        Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(Phone, "YourBank", Part(2, "texting me"), EsmClass.Udhi));
        if (erased)
            Assert.Equal(204, (await node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await node.Stop();
        var (document, part) = await Waiting(node.Folder);
        Assert.DoesNotContain(Phone, document, StringComparison.Ordinal);
        Assert.Equal(erased, part is null);
        // A node starts on what is left, and takes other texts.
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, node.Folder);
        await Write(later, "HELP");
    }

    [Fact]
    public async Task Parts_are_acknowledged_one_by_one_outlive_a_restart_and_are_joined_once()
    {
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc);
        Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(Phone, "YourBank", Part(2, "texting me"), EsmClass.Udhi));
        Assert.Empty(await Recorded(node));
        await node.Stop();
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, node.Folder);
        Assert.Equal(CommandStatus.ESME_ROK, await later.Deliver(Phone, "YourBank", Part(1, "please stop "), EsmClass.Udhi));
        Assert.Equal(["stop"], await Recorded(again));
        Assert.Equal(CommandStatus.ESME_ROK, await later.Deliver(Phone, "YourBank", Part(1, "please stop "), EsmClass.Udhi));
        Assert.Equal(CommandStatus.ESME_ROK, await later.Deliver(Phone, "YourBank", Part(2, "texting me"), EsmClass.Udhi));
        Assert.Equal(["stop"], await Recorded(again));
    }
}
