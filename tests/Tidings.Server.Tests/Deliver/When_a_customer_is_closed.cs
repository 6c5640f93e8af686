using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Track;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>By the bank's event, without being erased: what was decided for him before, and waits, ends.</summary>
public sealed class When_a_customer_is_closed
{
    const string Phone = "447700900101";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task Close(ToldNode told, string customer = "C-1") => Assert.Equal(202, (await told.Node.Send(
        HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event($"closes-{customer}", "customer.closed", $$"""{"customer":"{{customer}}"}"""))).Status);

    static async Task Class(ToldNode told, string what) =>
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, $"/v1/classes/transaction/{what}", body: """{"reason":"of a test"}""")).Status);

    static async Task<(string State, string[] Codes)> Message(ToldNode told, string id)
    {
        var message = (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json;
        return (message.GetProperty("state").GetString()!, [.. message.GetProperty("timeline").EnumerateArray().Select(static entry => entry.GetProperty("code").GetString()!)]);
    }

    static async Task<bool> HasNotes(ToldNode told) => (await told.Node.Services.GetRequiredService<IStore>().ReadDocuments(ClosingNote.Kind, true, Cancel)).Count > 0;

    static Task UntilDone(ToldNode told) => Carrier.Until(async () => !await HasNotes(told));

    [Fact]
    public async Task What_waits_for_him_ends_his_neighbours_texts_go_on_and_what_is_decided_when_he_is_back_leaves()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        await Class(told, "pause");
        string[] waiting = [await told.Pay("C-1", "E-1"), await told.Pay("C-1", "E-2")];
        var neighbours = await told.Pay("C-2", "E-3");
        await Close(told);
        await UntilDone(told);
        foreach (var id in waiting)
        {
            var (state, codes) = await Message(told, id);
            Assert.Equal("expired", state);
            Assert.Contains("closed", codes);
        }
        await told.Register("C-1");
        var later = await told.Pay("C-1", "E-4");
        await Class(told, "resume");
        await told.UntilDelivered(later);
        await told.UntilDelivered(neighbours);
        Assert.Single(told.Smsc.Inbox.Texts(Phone));
    }

    [Fact]
    public async Task What_an_ended_run_has_acknowledged_is_ended_before_a_text_leaves()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        await Class(told, "pause");
        var waiting = await told.Pay("C-1", "E-1");
        // As if the process ended between the durable write and what follows it.
        await told.Node.Services.GetRequiredService<Closings>().StopAsync(Cancel);
        await Close(told);
        Assert.True(await HasNotes(told));
        Assert.Equal("queued", (await Message(told, waiting)).State);
        await told.Restart();
        Assert.Contains("closed", (await Message(told, waiting)).Codes);
        await UntilDone(told);
        await Class(told, "resume");
        await told.Register("C-1");
        await told.UntilDelivered(await told.Pay("C-1", "E-2"));
        Assert.Single(told.Smsc.Inbox.Texts(Phone));
    }

    [Fact]
    public async Task What_a_bind_has_is_ended_when_the_bind_gives_it_back()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson, ("Carrier:ResponseTimeout", "00:00:06"));
        await told.Register("C-1");
        told.Smsc.Behaviour = told.Smsc.Behaviour with { NoResponseEvery = 1, Receipts = ReceiptMode.None };
        var unanswered = await told.Pay("C-1", "E-1");
        await Carrier.Until(() => Task.FromResult(told.Node.Services.GetRequiredService<CarrierSet>().Main.Pumps.Values.Any(static pump => pump.Unanswered > 0)));
        await Close(told);
        await UntilDone(told);
        Assert.Equal(["stored", "in-doubt-again", "closed"], (await Message(told, unanswered)).Codes);
        // Not a second time.
        Assert.Single(told.Smsc.Inbox.Texts(Phone));
    }

    [Fact]
    public async Task A_note_names_nobody_and_of_one_who_was_erased_nothing_is_left_to_do()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        await told.Node.Services.GetRequiredService<Closings>().StopAsync(Cancel);
        await Close(told);
        var note = Assert.Single(await told.Node.Services.GetRequiredService<IStore>().ReadDocuments(ClosingNote.Kind, true, Cancel));
        Assert.True(MessageId.TryParse(note.Id, out _));
        Assert.Equal("{}"u8.ToArray(), note.Body.ToArray());
        Assert.Equal(204, (await told.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await told.Restart();
        await UntilDone(told);
    }

    [Fact]
    public async Task A_note_stays_while_something_that_was_decided_before_cannot_be_found()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        var outbox = told.Node.Services.GetRequiredService<Outbox>();
        var waiting = await ClosedAndLeft(told);
        // As a partition does whose commit is not answered.
        outbox.Uncommitted.Set(LastPartition, new(1));
        var (time, closings) = Another(told);
        var started = closings.StartAsync(Cancel);
        await Task.WhenAny(time.Paused, started);
        Assert.False(started.IsCompleted);
        Assert.True(await HasNotes(told));
        Assert.Equal("queued", (await Message(told, waiting)).State);
        outbox.Uncommitted.Set(LastPartition, default);
        time.Advance(TimeSpan.FromSeconds(1));
        await started;
        Assert.Contains("closed", (await Message(told, waiting)).Codes);
        Assert.False(await HasNotes(told));
        await closings.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_start_goes_on_when_all_that_was_promised_is_done_and_not_before()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        var queue = told.Node.Services.GetRequiredService<Outbox>().Queue;
        var waiting = await ClosedAndLeft(told);
        Assert.True(MessageId.TryParse(waiting, out var id));
        Assert.True(queue.TryHold(id, out _));
        var (time, closings) = Another(told);
        var started = closings.StartAsync(Cancel);
        await Task.WhenAny(time.Paused, started);
        Assert.False(started.IsCompleted);
        queue.LetGoOn([id]);
        time.Advance(TimeSpan.FromSeconds(1));
        await started;
        Assert.Contains("closed", (await Message(told, waiting)).Codes);
        await closings.StopAsync(Cancel);
    }

    const int LastPartition = (1 << MessageId.PartitionBits) - 1;

    /// <summary>A customer who was closed and for whom a text waits, which nobody has ended yet.</summary>
    static async Task<string> ClosedAndLeft(ToldNode told)
    {
        await told.Register("C-1");
        await Class(told, "pause");
        var waiting = await told.Pay("C-1", "E-1");
        await told.Node.Services.GetRequiredService<Closings>().StopAsync(Cancel);
        await Close(told);
        return waiting;
    }

    static (PausedClock Time, Closings Closings) Another(ToldNode told)
    {
        var (of, time) = (told.Node.Services, new PausedClock());
        return (time, new(of.GetRequiredService<IStore>(), of.GetRequiredService<Outbox>(), of.GetRequiredService<WaitingTexts>(), of.GetRequiredService<Lookups>(), time, NullLogger<Closings>.Instance));
    }

    /// <summary>Stands still, and says when somebody waits for it.</summary>
    sealed class PausedClock : FakeTimeProvider
    {
        readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Paused => _paused.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _paused.TrySetResult();
            return timer;
        }
    }
}
