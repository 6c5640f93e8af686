using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Track.Replies;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Track.Replies;

/// <summary>Over a scripted carrier, which brings some of the parts and not the others.</summary>
public sealed class When_the_rest_of_a_text_never_comes
{
    const string Phone = "447700900101";
    const string Soon = "00:00:01", Later = "00:10:00";

    static async Task<RealNode> Start(ScriptedSmsc smsc, string within = Soon, string? folder = null)
    {
        var node = await RealNode.Start(
            folder, static _ => { }, ("environment", "Development"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", smsc.Port.ToString(CultureInfo.InvariantCulture)), ("Carrier:Binds", "1"),
            ("Carrier:SystemId", "told"), ("Intake:AssignedNumbersOnly", "false"), ("Replies:PartsWithin", within), RealNode.OnePerson);
        if (folder is null)
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: $$"""{"name":"Ada Jensen","phones":["+{{Phone}}"],"language":"en"}""")).Status);
        return node;
    }

    static async Task<(string Meaning, bool Incomplete)[]> Recorded(RealNode node) =>
        [.. (await node.Send(HttpMethod.Post, "/v1/replies/search", body: """{"customer":"C-1"}""")).Json.GetProperty("replies").EnumerateArray()
            .Select(static reply => (reply.GetProperty("meaning").GetString()!, reply.GetProperty("incomplete").GetBoolean()))];

    static Task UntilRecorded(RealNode node, int count) => Carrier.Until(async () => (await Recorded(node)).Length == count);

    /// <summary>An 8-bit concatenation header (3GPP TS 23.040 §9.2.3.24.1), written by hand.</summary>
    static async Task Part(ScriptedSmsc smsc, int number, string text, int of = 2) =>
        Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(Phone, "YourBank", $"\x05\x00\x03\x2a{(char)of}{(char)number}{text}", EsmClass.Udhi));

    static async Task Write(ScriptedSmsc smsc, string text) => Assert.Equal(CommandStatus.ESME_ROK, await smsc.Deliver(Phone, "YourBank", text));

    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task What_has_come_is_read_and_a_STOP_in_it_counts(int number)
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        await Part(smsc, number, "please stop texting me");
        await UntilRecorded(node, 1);
        Assert.Equal([("stop", true)], await Recorded(node));
        // And again, as a carrier does that did not get the answer.
        await Part(smsc, number, "please stop texting me");
        await Write(smsc, "HELP");
        Assert.Equal([("help", false), ("stop", true)], await Recorded(node));
    }

    [Fact]
    public async Task Parts_that_stand_together_are_read_together_and_dots_stand_for_the_others()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        await Part(smsc, 3, "exting me", of: 4);
        await Part(smsc, 2, "please stop t", of: 4);
        await UntilRecorded(node, 1);
        Assert.Equal([("stop", true)], await Recorded(node));
        var id = (await node.Send(HttpMethod.Post, "/v1/replies/search", body: """{"customer":"C-1"}""")).Json.GetProperty("replies")[0].GetProperty("id").GetString();
        var shown = await node.Send(HttpMethod.Post, $"/v1/replies/{id}/reveal", body: """{"reason":"the customer asks"}""");
        Assert.Equal("… please stop texting me …", shown.Json.GetProperty("text").GetString());
    }

    [Fact]
    public async Task It_is_read_after_a_restart_too()
    {
        await using var smsc = new ScriptedSmsc();
        var node = await Start(smsc, Later);
        await Part(smsc, 1, "please stop texting me");
        Assert.Empty(await Recorded(node));
        await node.Stop();
        await using var later = new ScriptedSmsc();
        await using var again = await Start(later, Soon, node.Folder);
        await UntilRecorded(again, 1);
        Assert.Equal([("stop", true)], await Recorded(again));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_rest_that_comes_after_all_does_nothing_twice(bool restart)
    {
        await using var smsc = new ScriptedSmsc();
        await using var later = new ScriptedSmsc();
        var node = await Start(smsc);
        await Part(smsc, 1, "please stop texting me ");
        await UntilRecorded(node, 1);
        await Write(smsc, "START");
        if (restart)
        {
            await node.Stop();
            node = await Start(later, Soon, node.Folder);
        }
        await using (node)
        {
            var now = restart ? later : smsc;
            for (var i = 0; i < 2; i++)
                await Part(now, 2, "stop texting me");
            // Nor does the first.
            await Part(now, 1, "please stop texting me ");
            Assert.Equal([("courtesy", true), ("start", false), ("stop", true)], await Recorded(node));
        }
    }

    [Fact]
    public async Task A_rest_that_says_STOP_first_is_heeded_late()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc);
        await Part(smsc, 1, "my phone is full, would you kindly ");
        await UntilRecorded(node, 1);
        await Part(smsc, 2, "stop texting me");
        Assert.Equal([("stop", true), ("unclear", true)], await Recorded(node));
    }

    [Fact]
    public async Task When_another_text_begins_under_its_reference_it_is_read_at_once()
    {
        await using var smsc = new ScriptedSmsc();
        await using var node = await Start(smsc, Later);
        await Part(smsc, 1, "please stop texting me");
        await Part(smsc, 1, "which of my ");
        await UntilRecorded(node, 1);
        await Part(smsc, 2, "cards was it?");
        Assert.Equal([("unclear", false), ("stop", true)], await Recorded(node));
    }

    [Theory]
    [InlineData(""), InlineData("261126080000000+")]
    public async Task One_that_was_whole_and_decided_is_the_same_when_a_crash_left_its_parts(string time)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-parts-");
        var now = new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
        await using (var store = SqliteStore.Create(new() { Directory = folder.FullName }, TimeProvider.System))
        {
            await store.Open(1, TestContext.Current.CancellationToken);
            var (parts, whole) = (new PartsThatWait(TimeSpan.FromMinutes(10)), (WholeText?)null);
            for (var number = 3; number > 0; number--)
            {
                parts.Add(Of(number), new(1, 3, (byte)number, 8), now, out var row, out whole);
                await store.Commit(new() { Documents = [row!] });
            }
            var again = await PartsThatWait.Load(store, new(null!, new ServiceCollection().BuildServiceProvider()), TimeSpan.FromMinutes(10), NullLogger.Instance, TestContext.Current.CancellationToken);
            var known = Assert.Single(again.TakeDue(now));
            Assert.Equal(("a1 b2 c3 ", Missing.Nothing), (known.Text, known.Missing));
            Assert.Equal(Event(whole!), Event(known));
        }
        folder.Delete(recursive: true);

        InboundText Of(int number) => new()
        {
            Carrier = "main", From = new(Phone), To = "YourBank", UserData = Encoding.ASCII.GetBytes($"{(char)('`' + number)}{number} "), Time = time.Replace('0', (char)('0' + number)), Answer = static _ => { },
        };

        (string, ulong) Event(WholeText text) =>
            ReplyEvents.Of(text, KeywordBook.Preset, ["C-1"], TimeSpan.Zero, new(), now) is [var only] ? (only.Id, only.Reply!.Fingerprint) : default;
    }

    [Fact]
    public void Where_there_is_no_room_those_whose_time_is_over_first_are_read_before_it_is()
    {
        var (parts, now) = (new PartsThatWait(TimeSpan.FromMinutes(10)), new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < PartsThatWait.Most; i++)
            Add(i);
        Assert.Empty(parts.TakeDue(now));
        Add(PartsThatWait.Most);
        Assert.Equal("hello …", Assert.Single(parts.TakeDue(now)).Text);
        Assert.Equal(PartsThatWait.Most, parts.Count);

        void Add(int text) => parts.Add(
            new() { Carrier = "main", From = new($"4477009{text:00000}"), To = "YourBank", UserData = Encoding.ASCII.GetBytes("hello"), Answer = static _ => { } },
            new(1, 2, 1, 8), now, out _, out _);
    }
}
