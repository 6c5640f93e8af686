using Tidings.Core.Messages;
using Tidings.Server.Tests.Deliver;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Track;

public class When_receipts_come
{
    static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    [Theory]
    [InlineData(MessageIdFormat.Decimal, MessageIdFormat.Decimal)]
    [InlineData(MessageIdFormat.Hex, MessageIdFormat.Decimal)]
    [InlineData(MessageIdFormat.HexUpperPadded, MessageIdFormat.Hex)]
    [InlineData(MessageIdFormat.Decimal, MessageIdFormat.HexUpper)]
    [InlineData(MessageIdFormat.DecimalPadded, MessageIdFormat.HexPadded)]
    [InlineData(MessageIdFormat.HexPadded, MessageIdFormat.DecimalPadded)]
    public async Task They_match_whatever_the_base_case_and_zeros(MessageIdFormat response, MessageIdFormat receipt)
    {
        await using var carrier = await Carrier.Open(new() { ResponseId = response, ReceiptId = receipt, ReceiptDelay = Soon });
        await AllDelivered(carrier);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task They_match_with_tlvs_or_text_alone(bool text, bool tlvs)
    {
        await using var carrier = await Carrier.Open(new() { ReceiptText = text, ReceiptTlvs = tlvs, ReceiptDelay = Soon });
        await AllDelivered(carrier);
    }

    [Fact]
    public async Task They_match_before_the_response()
    {
        await using var carrier = await Carrier.Open(new() { ReceiptBeforeResponse = true, ResponseDelay = TimeSpan.FromMilliseconds(50) });
        await AllDelivered(carrier);
    }

    [Fact]
    public async Task They_wait_for_a_response_that_is_slower_than_their_patience()
    {
        await using var carrier = await Carrier.Open(
            new() { ReceiptBeforeResponse = true, ResponseDelay = TimeSpan.FromSeconds(1) }, static options => (options.ReceiptPatience, options.ResponseTimeout) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)));
        await AllDelivered(carrier);
    }

    [Fact]
    public async Task More_of_nobody_than_texts_without_a_response_do_not_wait_for_one_that_never_comes()
    {
        const int receipts = 20;
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold });
        var ids = await carrier.Accept([.. Enumerable.Range(0, receipts).Select(n => ($"c{n}", carrier.Text($"{n:00}", to: $"1555000{n:0000}")))]);
        await carrier.Settled(ids);
        await carrier.Stop();
        // Another installation on the same account, with a text that is never answered.
        carrier.Smsc.Behaviour = carrier.Smsc.Behaviour with { NoResponseEvery = 1 };
        await using var other = await Carrier.Open(set: static options => (options.ReceiptPatience, options.ResponseTimeout) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(5)), start: false);
        other.Options.Port = carrier.Smsc.SmppPort;
        other.Start();
        await other.Accept(("ada", other.Text("hello")));
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.Received > receipts));
        await Release(carrier);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.ReceiptsAcknowledged > 0));
    }

    [Fact]
    public async Task A_carrier_that_begins_to_mean_its_ids_in_another_base_is_learnt_anew()
    {
        await using var carrier = await Carrier.Open(new() { ReceiptDelay = Soon }, static options => options.ReceiptPatience = TimeSpan.FromMilliseconds(50));
        await AllDelivered(carrier);
        Assert.Equal(Smpp.Text.Receipts.MessageIdRule.Same, carrier.References.Rule);
        carrier.Smsc.Behaviour = carrier.Smsc.Behaviour with { ResponseId = MessageIdFormat.Hex };
        await AllDelivered(carrier);
        await AllDelivered(carrier);
        Assert.Equal(Smpp.Text.Receipts.MessageIdRule.ReceiptDecimal, carrier.References.Rule);
    }

    [Fact]
    public async Task Repeated_ones_are_kept_and_change_nothing()
    {
        await using var carrier = await Carrier.Open(new() { ReceiptCopies = 3, ReceiptDelay = Soon });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(async () => (await carrier.Facts(id)).Receipts.Count == 3);
        Assert.Equal([0, 1, 2], (await carrier.Facts(id)).Receipts.Select(static row => row.Order));
        Assert.Equal(MessageState.Delivered, await carrier.State(id));
    }

    [Fact]
    public async Task They_are_acknowledged_only_when_they_are_durable()
    {
        await using var carrier = await Carrier.Open(new() { ReceiptDelay = Soon });
        await AllDelivered(carrier);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.ReceiptsAcknowledged == 20));
        Assert.Equal(0, carrier.Smsc.Stats.ReceiptsRefused);
    }

    [Fact]
    public async Task They_match_after_a_restart()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold });
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ($"c{n}", carrier.Text($"{n:00}", to: $"1555000{n:0000}")))]);
        await carrier.Settled(ids);
        await carrier.Restart();
        await Release(carrier);
        foreach (var id in ids)
            await carrier.Until(id, MessageState.Delivered);
    }

    [Fact]
    public async Task Those_that_memory_has_forgotten_are_found_in_the_store()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold }, static o => (o.References, o.ReceiptPatience) = (1, TimeSpan.Zero));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ($"c{n}", carrier.Text($"{n:00}", to: $"1555000{n:0000}")))]);
        await carrier.Settled(ids);
        await carrier.Lookups.Flush();
        await Release(carrier);
        foreach (var id in ids)
            await carrier.Until(id, MessageState.Delivered);
    }

    [Fact]
    public async Task One_of_nobody_is_acknowledged_in_the_end()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        await carrier.Stop();
        await using var other = await Carrier.Open(set: options => options.Port = carrier.Smsc.SmppPort, start: false);
        other.Options.Port = carrier.Smsc.SmppPort;
        other.Start();
        await Release(carrier);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.ReceiptsAcknowledged == 1));
        Assert.Empty((await carrier.Facts(id)).Receipts);
    }

    [Theory]
    [InlineData(true, "15550001234", true)]
    [InlineData(true, "15550005678", false)]
    [InlineData(false, "15550001234", true)]
    [InlineData(false, "15550005678", false)]
    public async Task A_reading_in_another_base_must_agree_in_the_number_also_where_memory_does_not_know_it(bool inMemory, string number, bool matches)
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold, ReceiptId = MessageIdFormat.Hex });
        var sent = (await carrier.Accept(("ada", carrier.Text("hello", to: "15550001234"))))[0];
        await carrier.Settled(sent);
        await carrier.Stop();
        // Another installation on the same account: it has a text with the reference that the receipt, read in another base, names.
        await using var other = await Carrier.Open(set: options => (options.References, options.ReceiptPatience) = (1, TimeSpan.Zero), start: false);
        other.Options.Port = carrier.Smsc.SmppPort;
        var ids = await other.Accept(("ben", other.Text("theirs", to: number)), ("cyd", other.Text("newer")));
        var reference = (await carrier.Facts(sent)).Submissions[0].Reference;
        await other.Store.Commit(new()
        {
            Submissions =
            [
                new(ids[0], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", Core.Ports.Rows.SubmissionResult.Accepted, reference, 0, Settles: true),
                new(ids[1], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", inMemory ? Core.Ports.Rows.SubmissionResult.Rejected : Core.Ports.Rows.SubmissionResult.Accepted, inMemory ? null : "1", 0, Settles: true),
            ],
        });
        if (!inMemory)
        {
            other.Lookups.Add(Core.Track.LookupKey.OfReference("main", Smpp.Text.Receipts.MessageIdKey.OfResponse(System.Text.Encoding.ASCII.GetBytes(reference!)).Value), ids[0], 0);
            await other.Lookups.Flush();
        }
        other.Start();
        await Release(carrier);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.ReceiptsAcknowledged == 1));
        Assert.Equal(matches ? 1 : 0, (await other.Facts(ids[0])).Receipts.Count);
    }

    /// <summary>The number agrees, or the receipt names none: what the carrier answered says alone whose it is.</summary>
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task One_is_led_by_an_entry_of_the_index_only_to_what_its_carrier_has_named_so(bool named)
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.Hold });
        var sent = (await carrier.Accept(("ada", carrier.Text("hello", to: "15550001234"))))[0];
        await carrier.Settled(sent);
        await carrier.Stop();
        await using var other = await Carrier.Open(set: options => (options.References, options.ReceiptPatience) = (1, TimeSpan.Zero), start: false);
        other.Options.Port = carrier.Smsc.SmppPort;
        var ids = await other.Accept(("ben", other.Text("theirs", to: "15550001234")), ("cyd", other.Text("newer")));
        var reference = (await carrier.Facts(sent)).Submissions[0].Reference!;
        await other.Store.Commit(new()
        {
            Submissions =
            [
                new(ids[0], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", Core.Ports.Rows.SubmissionResult.Accepted, named ? reference : "another", 0, Settles: true),
                new(ids[1], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", Core.Ports.Rows.SubmissionResult.Accepted, "newest", 0, Settles: true),
            ],
        });
        other.Lookups.Add(Core.Track.LookupKey.OfReference("main", Server.Track.LookupEntries.KeyOf(reference)), ids[0], 0);
        await other.Lookups.Flush();
        other.Start();
        await Release(carrier);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.ReceiptsAcknowledged == 1));
        Assert.Equal(named ? 1 : 0, (await other.Facts(ids[0])).Receipts.Count);
    }

    [Theory]
    [InlineData(ReceiptState.Undeliverable, MessageState.PermanentFailure)]
    [InlineData(ReceiptState.Expired, MessageState.Expired)]
    [InlineData(ReceiptState.Rejected, MessageState.TechnicalFailure)]
    public async Task What_they_report_is_the_state(ReceiptState reported, MessageState state)
    {
        await using var carrier = await Carrier.Open(new() { State = reported, Error = 27, ReceiptDelay = Soon });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Until(id, state);
        Assert.Contains("27", (await carrier.Facts(id)).Receipts[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_acknowledged_and_no_receipt()
    {
        await using var carrier = await Carrier.Open(new() { AutoReply = "id:1 stat:DELIVRD", ReceiptDelay = Soon });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.RepliesAcknowledged == 1));
        await carrier.Until(id, MessageState.Delivered);
        Assert.Single((await carrier.Facts(id)).Receipts);
    }

    static async Task AllDelivered(Carrier carrier)
    {
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ($"c{n}", carrier.Text($"{n:00}", to: $"1555000{n:0000}")))]);
        foreach (var id in ids)
            await carrier.Until(id, MessageState.Delivered);
        foreach (var id in ids)
            Assert.Equal(2, Assert.Single((await carrier.Facts(id)).Receipts).State);
    }

    static async Task Release(Carrier carrier)
    {
        using var phone = new HttpClient { BaseAddress = carrier.Smsc.PhoneUrl };
        foreach (var text in carrier.Smsc.Inbox.Texts())
        {
            using var answer = await phone.PostAsync($"/inbox/{text.Id}/receipt", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
            answer.EnsureSuccessStatusCode();
        }
    }
}
