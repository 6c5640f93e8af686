using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Smsc;

public class When_nothing_is_kept
{
    [Fact]
    public async Task A_sink_counts_and_sends_receipts_but_holds_no_text_and_no_PDU()
    {
        await using var phone = await PhoneServer.StartAsync(options => options with { Sink = true });
        using var esme = await Esme.BoundAsync(phone.Simulator);

        await esme.SubmitAsync("447700900123", "Hello");
        await esme.ReadAsync();

        Assert.Equal("DELIVRD", (await esme.ReadDeliveryAsync()).Stat);
        Assert.Equal((1, 0), (phone.Simulator.Stats.Submitted, phone.Simulator.Stats.Texts));
        Assert.Empty(phone.Simulator.Inbox.Texts());
        Assert.True((await phone.GetAsync("/phones")).GetProperty("sink").GetBoolean());
    }

    [Fact]
    public async Task An_observer_sees_every_accepted_message_once_and_no_refused_one()
    {
        var seen = new Seen();
        await using var simulator = await Running.StartAsync(Running.Options(new() { ThrottleEvery = 2 }) with { Sink = true, Observer = seen });
        using var esme = await Esme.BoundAsync(simulator);
        foreach (var text in (string[])["one", "refused", "one"])
        {
            await esme.SubmitAsync("447700900123", text, registered: 0);
            await esme.ReadAsync();
        }

        Assert.Equal(["BANK 447700900123 one False", "BANK 447700900123 one True"], seen.Lines);
    }

    [Fact]
    public async Task The_hash_log_has_16_bytes_a_message_and_the_same_hash_for_the_same_message_after_a_restart()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("tidings-simulator").FullName, "hashes");
        foreach (var text in (string[])["one", "two", "one"])
        {
            await using var simulator = await Running.StartAsync(Running.Options() with { Sink = true, HashLog = file });
            using var esme = await Esme.BoundAsync(simulator);
            await esme.SubmitAsync("447700900123", text, registered: 0);
            await esme.ReadAsync();
        }
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

        Assert.Equal(48, bytes.Length);
        Assert.Equal(Hash(0), Hash(32));
        Assert.NotEqual(Hash(0), Hash(16));
        Assert.True(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) > 1_000_000_000_000_000);

        ulong Hash(int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
    }

    sealed class Seen : ISubmitObserver
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public void Accepted(in AcceptedSubmit submit) => Lines.Enqueue(
            $"{Encoding.ASCII.GetString(submit.Source)} {Encoding.ASCII.GetString(submit.Destination)} {Encoding.ASCII.GetString(submit.Message)} {submit.Duplicate}");
    }
}
