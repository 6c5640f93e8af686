using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>Answers SNTP on loopback with a clock that is wrong by as much as the test says.</summary>
internal sealed class FakeTimeServer : IAsyncDisposable
{
    static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    readonly CancellationTokenSource _end = new();
    readonly Task _answering;

    /// <param name="stratum">0: it says that it does not know the time.</param>
    /// <param name="echo">Whether its answer is to the question that was asked.</param>
    public FakeTimeServer(TimeSpan ahead, byte stratum = 2, bool echo = true) => _answering = Answer(ahead, stratum, echo);

    public string Address => $"127.0.0.1:{((IPEndPoint)_socket.Client.LocalEndPoint!).Port}";

    async Task Answer(TimeSpan ahead, byte stratum, bool echo)
    {
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveAsync(_end.Token);
                var packet = new byte[48];
                packet[0] = 0x24;
                packet[1] = stratum;
                if (echo)
                    asked.Buffer.AsSpan(40, 8).CopyTo(packet.AsSpan(24));
                var now = TimeProvider.System.GetUtcNow() + ahead - Epoch;
                foreach (var at in (int[])[32, 40])
                {
                    // Of the seconds the lowest 32 bits, also after 2036.
                    BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(at), (uint)(long)now.TotalSeconds);
                    BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(at + 4), (uint)((now.TotalSeconds - Math.Floor(now.TotalSeconds)) * (1L << 32)));
                }
                await _socket.SendAsync(packet, asked.RemoteEndPoint, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _answering;
        _socket.Dispose();
        _end.Dispose();
    }
}
