using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Decide;
using Tidings.Server.Deliver;
using Tidings.Server.Partitions;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Track.Replies;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>By a STOP or a closing, while the carriers go on.</summary>
public sealed class When_what_waits_is_ended
{
    const int Transactions = 1 << (int)MessageClass.Transaction;
    static readonly MessageId All = new(long.MaxValue);
    static readonly Behaviour Silent = new() { Receipts = ReceiptMode.None };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static (WaitingTexts Waiting, BetweenReads Reads) Of(Carrier carrier)
    {
        var (store, reads) = BetweenReads.Around(carrier.Store);
        return (new(carrier.Outbox, store, carrier.Lookups, null!, null!, new TellSwitch(), TimeProvider.System), reads);
    }

    static Task UntilCount(Carrier carrier, int count) => Carrier.Until(() => Task.FromResult(carrier.Delivery.Queue.Count == count));

    [Fact]
    public async Task One_that_leaves_while_it_is_looked_at_is_its_carriers()
    {
        await using var carrier = await Carrier.Open(Silent);
        var (waiting, reads) = Of(carrier);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("hello")));
        await UntilCount(carrier, 1);
        reads.Once = async () =>
        {
            carrier.Delivery.Queue.SetPaused(0);
            await carrier.Settled(ids);
            await UntilCount(carrier, 0);
        };
        Assert.True(await waiting.Close("ada", All, Cancel));
        Assert.Equal([SubmissionResult.Accepted], (await carrier.Facts(ids[0])).Submissions.Select(static row => row.Result));
    }

    [Fact]
    public async Task One_that_comes_into_line_while_it_is_looked_at_is_ended()
    {
        await using var carrier = await Carrier.Open(Silent, start: false);
        var (waiting, reads) = Of(carrier);
        var ids = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")));
        reads.Once = async () =>
        {
            carrier.Delivery.Queue.SetPaused(Transactions);
            carrier.Start();
            await UntilCount(carrier, 2);
        };
        Assert.True(await waiting.Close("ada", All, Cancel));
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("third"))));
        Assert.Equal(["third"], carrier.Arrived);
        foreach (var id in ids)
            Assert.Equal([SubmissionResult.Closed], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
    }

    [Fact]
    public async Task All_are_however_many_they_are()
    {
        await using var carrier = await Carrier.Open(Silent);
        var (waiting, _) = Of(carrier);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept([.. Enumerable.Range(0, 2_100).Select(i => ("ada", carrier.Text($"{i}")))]);
        Assert.True(await waiting.Close("ada", All, Cancel));
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("last"))));
        Assert.Equal(["last"], carrier.Arrived);
        await carrier.Settled(ids);
    }

    [Fact]
    public async Task Of_a_thousand_that_have_left_none_is_opened()
    {
        await using var carrier = await Carrier.Open(Silent);
        var (waiting, reads) = Of(carrier);
        await carrier.Settled(await carrier.Accept([.. Enumerable.Range(0, 1_000).Select(i => ("ada", carrier.Text($"{i}")))]));
        await UntilCount(carrier, 0);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("waits")), ("ada", carrier.Text("waits too")));
        await UntilCount(carrier, 2);
        Assert.True(await waiting.Close("ada", All, Cancel));
        Assert.Equal(ids, reads.Read.Distinct().OrderBy(static id => id.Value));
        // A page of two hundred each.
        Assert.Equal(6, reads.Asked.Count(static name => name == nameof(Core.Ports.IStore.ReadUnsettled)));
        foreach (var id in ids)
            Assert.Equal([SubmissionResult.Closed], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
    }

    [Fact]
    public async Task A_STOP_opens_what_waits_and_nothing_that_has_left_and_the_next_one_ends_what_a_crash_left_of_the_first()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        var left = await told.Pay("C-1", "E-1");
        await told.UntilDelivered(left);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: """{"reason":"of a test"}""")).Status);
        var waits = await told.Pay("C-1", "E-2");
        var (store, reads) = BetweenReads.Around(told.Node.Services.GetRequiredService<Core.Ports.IStore>());
        using var desk = ActivatorUtilities.CreateInstance<ReplyDesk>(told.Node.Services, ActivatorUtilities.CreateInstance<WaitingTexts>(told.Node.Services, store));
        await desk.StartAsync(Cancel);
        // Decided, and the node ended before it looked at what waits.
        var cutOff = ReplyEvents.Of(WholeText.Of(Text("STOP", static _ => { })), told.Node.Services.GetRequiredService<RulebookHolder>().Pipeline.Rulebook.Keywords, ["C-1"], TimeSpan.Zero, new(), TimeProvider.System.GetUtcNow());
        Assert.Equal(EventStatus.Accepted, (await told.Node.Services.GetRequiredService<IEventRouter>().Accept(cutOff, Cancel))[0].Status);
        Assert.Equal("queued", await State(waits));
        await Write("please stop");
        Assert.NotEqual("queued", await State(waits));
        Assert.Contains(Id(waits), reads.Read);
        Assert.DoesNotContain(Id(left), reads.Read);
        await desk.StopAsync(Cancel);

        async Task<string> State(string id) => (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("state").GetString()!;

        static InboundText Text(string text, Action<Smpp.Codec.CommandStatus> answer) =>
            new() { Carrier = "main", From = new("447700900101"), To = "YourBank", UserData = System.Text.Encoding.ASCII.GetBytes(text), Answer = answer };

        static MessageId Id(string text) => MessageId.TryParse(text, out var id) ? id : throw new FormatException();

        async Task Write(string text)
        {
            var answered = new TaskCompletionSource<Smpp.Codec.CommandStatus>();
            Assert.True(desk.Take(Text(text, status => answered.TrySetResult(status))));
            Assert.Equal(Smpp.Codec.CommandStatus.ESME_ROK, await answered.Task.WaitAsync(Cancel));
        }
    }

    [Theory]
    [InlineData(MessageClass.Transaction), InlineData(MessageClass.Reply)]
    public async Task One_that_a_carrier_takes_while_it_is_looked_at_goes_by_no_other(MessageClass of)
    {
        await using var carrier = await Carrier.Open(Silent, others: async carrier =>
        {
            carrier.Others.Add(await OtherCarrier.Start("north", Silent));
            carrier.Routing.ReceiptWithin[of] = TimeSpan.FromHours(1);
        });
        var (waiting, reads) = Of(carrier);
        carrier.Delivery.Queue.SetPaused(1 << (int)of);
        var ids = await carrier.Accept(("ada", carrier.Text("hers", of)), ("ben", carrier.Text("his", of)));
        await UntilCount(carrier, 2);
        reads.Once = async () =>
        {
            carrier.Delivery.Queue.SetPaused(0);
            await carrier.Settled(ids);
            await UntilCount(carrier, 0);
        };
        Assert.True(await waiting.Close("ada", All, Cancel));
        Assert.False(carrier.Outbox.Watch!.TryGive(ids[0]));
        Assert.True(carrier.Outbox.Watch.TryGive(ids[1]));
    }

    [Fact]
    public async Task A_STOP_that_comes_again_and_is_found_no_more_ends_nothing_and_one_that_is_not_found_yet_ends_all()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: """{"reason":"of a test"}""")).Status);
        var id = await told.Pay("C-1", "E-1");
        var waiting = told.Node.Services.GetRequiredService<WaitingTexts>();
        await waiting.Stop("C-1", repeated: true, Cancel);
        Assert.Equal("queued", await State());
        await waiting.Stop("C-1", repeated: false, Cancel);
        Assert.Equal("expired", await State());

        async Task<string?> State() => (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json.GetProperty("state").GetString();
    }
}
