using System.Buffers.Binary;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_the_carrier_misbehaves
{
    [Fact]
    public async Task Every_third_message_is_throttled_and_not_taken()
    {
        await using var simulator = await Running.StartAsync(new() { ThrottleEvery = 3 });
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0, 0, 0x58, 0, 0, 0x58], await StatusesOf(esme, 6));
        Assert.Equal((6, 4, 2), (simulator.Stats.Received, simulator.Stats.Submitted, simulator.Stats.Refused));
    }

    [Fact]
    public async Task Above_its_rate_an_account_is_throttled_until_the_next_second()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var simulator = await Running.StartAsync(Running.Options(new() { ThrottleAbove = 2 }), clock);
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0, 0, 0x58], await StatusesOf(esme, 3));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 0, 0x58], await StatusesOf(esme, 3));
    }

    [Fact]
    public async Task Its_queue_is_full_every_second_time()
    {
        await using var simulator = await Running.StartAsync(new() { QueueFullEvery = 2 });
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0, 0x14, 0], await StatusesOf(esme, 3));
    }

    [Fact]
    public async Task It_refuses_for_good_with_the_status_it_was_told()
    {
        await using var simulator = await Running.StartAsync(new() { RefuseEvery = 1 });
        using var esme = await Esme.BoundAsync(simulator);

        Assert.Equal([0x0B], await StatusesOf(esme, 1));
        simulator.Behaviour = new() { RefuseEvery = 1, RefuseWith = SmscStatus.SubmitFailed };
        Assert.Equal([0x45], await StatusesOf(esme, 1));
    }

    [Fact]
    public async Task Its_queue_is_full_when_more_receipts_wait_than_may()
    {
        await using var simulator = await Running.StartAsync(Running.Options() with { MaxWaiting = 1 });
        using var esme = await Esme.BoundAsync(simulator, Esme.Transmitter);

        await esme.SubmitAsync("447700900123", "one");
        Assert.Equal(0u, (await esme.ReadAsync()).Status);
        await esme.SubmitAsync("447700900123", "two");
        Assert.Equal(0x14u, (await esme.ReadAsync()).Status);
    }

    [Fact]
    public async Task Responses_come_after_their_delay_and_enquire_link_meanwhile()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var simulator = await Running.StartAsync(Running.Options(new() { ResponseDelay = TimeSpan.FromSeconds(3) }), clock);
        using var esme = await Esme.BoundAsync(simulator);

        await esme.SubmitAsync("447700900123", "Hello", registered: 0);
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 7));
        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        await esme.SendAsync(Pdu.Header(Pdu.EnquireLink, 8));
        Assert.Equal(Pdu.EnquireLinkResp, (await esme.ReadAsync()).Command);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(Pdu.SubmitSmResp, (await esme.ReadAsync()).Command);
    }

    [Fact]
    public async Task Every_second_message_is_taken_and_never_answered()
    {
        await using var simulator = await Running.StartAsync(new() { NoResponseEvery = 2 });
        using var esme = await Esme.BoundAsync(simulator);
        var first = await esme.SubmitAsync("447700900123", "one", 0);
        await esme.SubmitAsync("447700900123", "two", 0);
        var third = await esme.SubmitAsync("447700900123", "three", 0);

        Assert.Equal((first, third), ((await esme.ReadAsync()).Sequence, (await esme.ReadAsync()).Sequence));
        Assert.Equal(3, simulator.Stats.Submitted);
    }

    [Fact]
    public async Task It_hangs_up_after_the_second_message_which_it_has_taken()
    {
        await using var simulator = await Running.StartAsync(new() { DisconnectAfter = 2 });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "one", 0);
        await esme.SubmitAsync("447700900123", "two", 0);

        Assert.Equal(Pdu.SubmitSmResp, (await esme.ReadAsync()).Command);
        Assert.Null(await esme.TryReadAsync());
        Assert.Equal(2, simulator.Stats.Submitted);
    }

    [Fact]
    public async Task It_hangs_up_in_the_middle_of_its_answer()
    {
        await using var simulator = await Running.StartAsync(new() { DisconnectAfter = 1, DisconnectMidPdu = true });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "one", 0);

        var half = await esme.ReadToEndAsync();

        Assert.InRange(half.Length, 1, (int)BinaryPrimitives.ReadUInt32BigEndian(half) - 1);
    }

    [Fact]
    public async Task It_answers_with_garbage()
    {
        await using var simulator = await Running.StartAsync(new() { GarbageEvery = 1 });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "one", 0);
        var garbage = new byte[32];

        await esme.Stream.ReadExactlyAsync(garbage, TestContext.Current.CancellationToken);

        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(garbage) > 1_000_000);
    }

    [Fact]
    public async Task It_announces_a_PDU_of_2_GB()
    {
        await using var simulator = await Running.StartAsync(new() { OversizedEvery = 1 });
        using var esme = await Esme.BoundAsync(simulator);
        await esme.SubmitAsync("447700900123", "one", 0);
        var header = new byte[16];

        await esme.Stream.ReadExactlyAsync(header, TestContext.Current.CancellationToken);

        Assert.Equal(0x7FFFFFFFu, BinaryPrimitives.ReadUInt32BigEndian(header));
    }

    [Fact]
    public async Task It_reads_no_faster_than_it_was_told()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var simulator = await Running.StartAsync(Running.Options(new() { ReadBytesPerSecond = 100 }), clock);
        using var esme = await Esme.ConnectAsync(simulator);
        await esme.SendAsync(Pdu.Bind(Esme.Transceiver, "bank", "pw"));

        // 10 bytes in each tenth of a second: the bind's 32 need at least four of them.
        var answer = esme.ReadAsync();
        var tenths = 0;
        for (; !answer.IsCompleted; tenths++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        Assert.InRange(tenths, 3, int.MaxValue);
    }

    static async Task<List<int>> StatusesOf(Esme esme, int count)
    {
        List<int> statuses = [];
        for (var i = 0; i < count; i++)
        {
            await esme.SubmitAsync("447700900123", $"text {i}", registered: 0);
            statuses.Add((int)(await esme.ReadAsync()).Status);
        }
        return statuses;
    }
}
