using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Tidings.Server.Host.Doctor;

/// <summary>One question to a time server, by SNTP (RFC 4330).</summary>
internal static class TimeServer
{
    const int Port = 123, PacketBytes = 48, ClientOfVersion4 = 0x23, AnswerOfServer = 4;
    const int OriginateAt = 24, ReceiveAt = 32, TransmitAt = 40;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    static readonly DateTimeOffset Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the server's clock is before ours; or why that is not known.</summary>
    /// <param name="server"><c>host</c> or <c>host:port</c>.</param>
    public static async Task<(TimeSpan? Offset, string Why)> Ask(string server, TimeProvider time, CancellationToken cancel)
    {
        var (host, port) = server.LastIndexOf(':') is > 0 and var colon && int.TryParse(server.AsSpan(colon + 1), out var given) && server.IndexOf(':') == colon ? (server[..colon], given) : (server, Port);
        using var late = new CancellationTokenSource(Patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            using var socket = new UdpClient(host, port);
            var packet = new byte[PacketBytes];
            packet[0] = ClientOfVersion4;
            // Random instead of our time: an answer is to this question, and tells nobody our clock.
            RandomNumberGenerator.Fill(packet.AsSpan(TransmitAt, 8));
            var (asked, began) = (time.GetUtcNow(), time.GetTimestamp());
            await socket.SendAsync(packet, end.Token);
            var answer = (await socket.ReceiveAsync(end.Token)).Buffer;
            var heard = asked + time.GetElapsedTime(began);
            if (answer.Length < PacketBytes || (answer[0] & 7) != AnswerOfServer || !answer.AsSpan(OriginateAt, 8).SequenceEqual(packet.AsSpan(TransmitAt, 8)))
                return (null, "gave an answer that is none of SNTP");
            if (answer[0] >> 6 == 3 || answer[1] is 0 or > 15)
                return (null, "says that it does not know the time itself");
            var (received, sent) = (Read(answer.AsSpan(ReceiveAt), asked), Read(answer.AsSpan(TransmitAt), asked));
            return ((received - asked + (sent - heard)) / 2, "");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, "did not answer in time");
        }
        catch (SocketException failure)
        {
            return (null, $"cannot be asked: {failure.SocketErrorCode}");
        }
        catch (ArgumentOutOfRangeException)
        {
            return (null, "is no host, nor host:port");
        }
    }

    /// <summary>Seconds of 32 bits begin again in 2036: of the times that are meant the one that is nearest to ours.</summary>
    static DateTimeOffset Read(ReadOnlySpan<byte> written, DateTimeOffset near)
    {
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(written);
        var fraction = BinaryPrimitives.ReadUInt32BigEndian(written[4..]) / (double)(1L << 32);
        var at = Epoch.AddSeconds(seconds).AddTicks((long)(fraction * TimeSpan.TicksPerSecond));
        return near - at > TimeSpan.FromSeconds(1L << 31) ? at.AddSeconds(1L << 32) : at;
    }
}
