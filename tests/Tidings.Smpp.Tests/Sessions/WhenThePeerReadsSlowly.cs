using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThePeerReadsSlowly
{
    private const int Requests = 10_000;
    private static readonly TimeSpan Patient = TimeSpan.FromDays(1);

    /// <summary>160 kB wait at once, more than four of the largest writes; the peer takes one each 20 seconds, and then none.</summary>
    [Fact]
    public async Task It_is_stalled_only_once_it_takes_nothing_for_the_write_timeout()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using var stream = new SlowStream();
        var clock = new FakeTimeProvider();
        var options = new SmppServerOptions { Window = Requests, ResponseTimeout = Patient, BindTimeout = Patient, WriteTimeout = TimeSpan.FromSeconds(30) };
        options.Validate();
        var session = new SmppServerSession(new Transport(socket, stream), options, new ServerEvents(), clock);
        for (var token = 0; token < Requests; token++)
            Assert.Equal(SendOutcome.Sent, session.Send(new EnquireLink(), token));
        var written = await stream.BegunAsync();
        for (var write = 0; write < 3; write++)
        {
            Sweep(session, clock, TimeSpan.FromSeconds(20));
            Assert.NotEqual(SessionState.Closed, session.State);
            stream.Take();
            written += await stream.BegunAsync();
        }
        Assert.InRange(written, 16, Requests * 16 - 1);
        Sweep(session, clock, TimeSpan.FromSeconds(29));
        Assert.NotEqual(SessionState.Closed, session.State);
        Sweep(session, clock, TimeSpan.FromSeconds(1));
        Assert.Equal(SessionState.Closed, session.State);
    }

    private static void Sweep(SmppSession session, FakeTimeProvider clock, TimeSpan later)
    {
        clock.Advance(later);
        session.Sweep();
    }

    /// <summary>Each write waits until it is taken.</summary>
    private sealed class SlowStream : MemoryStream
    {
        private readonly Channel<int> _begun = Channel.CreateUnbounded<int>();
        private readonly SemaphoreSlim _taken = new(0);

        public ValueTask<int> BegunAsync() => _begun.Reader.ReadAsync(Patience.Token);

        public void Take() => _taken.Release();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _begun.Writer.TryWrite(buffer.Length);
            await _taken.WaitAsync(cancellationToken);
        }
    }
}
