using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>A PDU as octets: nothing of it goes through the library under test.</summary>
internal sealed record RawPdu(uint Id, uint Status, uint Sequence, byte[] Body)
{
    public string Hex => Convert.ToHexStringLower(Body);
}

/// <summary>A scripted peer on a real socket that makes and reads its own octets, so that a mistake in the codec cannot cancel itself out.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    public const uint BindTransmitter = 2, BindReceiver = 1, BindTransceiver = 9, SubmitSm = 4, DeliverSm = 5, Unbind = 6, EnquireLink = 0x15;
    public const uint Nack = 0x80000000, Resp = 0x80000000;

    public static Socket Listen(out IPEndPoint endPoint)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        endPoint = (IPEndPoint)listener.LocalEndPoint!;
        return listener;
    }

    public static async Task<RawPeer> AcceptAsync(Socket listener) => new(await listener.AcceptAsync(Patience.Token));

    public static async Task<RawPeer> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endPoint, Patience.Token);
        return new RawPeer(socket);
    }

    public Task SendAsync(uint id, uint status, uint sequence, string bodyHex = "") =>
        SendAsync(Pdu(id, status, sequence, bodyHex));

    public async Task SendAsync(byte[] octets)
    {
        for (var sent = 0; sent < octets.Length;)
            sent += await socket.SendAsync(octets.AsMemory(sent), SocketFlags.None, Patience.Token);
    }

    public static byte[] Pdu(uint id, uint status, uint sequence, string bodyHex = "")
    {
        var body = Convert.FromHexString(bodyHex);
        var octets = new byte[16 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)octets.Length);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), id);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), status);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(12), sequence);
        body.CopyTo(octets, 16);
        return octets;
    }

    public async Task<RawPdu> ReadAsync()
    {
        var header = await ReadExactlyAsync(16) ?? throw new EndOfStreamException();
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        var body = await ReadExactlyAsync(length - 16) ?? throw new EndOfStreamException();
        return new RawPdu(
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)),
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8)),
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12)),
            body);
    }

    public async Task<RawPdu> ExpectAsync(uint id)
    {
        var pdu = await ReadAsync();
        Assert.Equal(id.ToString("x8"), pdu.Id.ToString("x8"));
        return pdu;
    }

    /// <summary>The other side has closed, and sent nothing more before.</summary>
    public async Task ExpectEndAsync() => Assert.Null(await ReadExactlyAsync(1));

    /// <summary>Answers a bind as an SMSC called "smsc".</summary>
    public async Task<RawPdu> AcceptBindAsync(uint bind = BindTransceiver)
    {
        var pdu = await ExpectAsync(bind);
        await SendAsync(bind | Resp, 0, pdu.Sequence, Text("smsc"));
        return pdu;
    }

    /// <summary>Reads so many octets, whatever they are.</summary>
    public async Task ExpectOctetsAsync(long count)
    {
        var octets = new byte[64 * 1024];
        while (count > 0)
        {
            var got = await socket.ReceiveAsync(octets.AsMemory(0, (int)Math.Min(count, octets.Length)), SocketFlags.None, Patience.Token);
            Assert.NotEqual(0, got);
            count -= got;
        }
    }

    /// <summary>A C-octet string in hexadecimal.</summary>
    public static string Text(string value) => Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(value)) + "00";

    /// <summary>A deliver_sm's body with this text.</summary>
    public static string Message(string text)
    {
        var octets = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(text));
        return "00" + "0101" + Text("447700900123") + "0000" + Text("12345") + "000000" + "0000" + "00000000" + text.Length.ToString("x2") + octets;
    }

    /// <summary>Ends with a reset, as a machine that dies does.</summary>
    public void Die()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<byte[]?> ReadExactlyAsync(int count)
    {
        var octets = new byte[count];
        for (var read = 0; read < count;)
        {
            var got = await socket.ReceiveAsync(octets.AsMemory(read), SocketFlags.None, Patience.Token);
            if (got == 0)
                return null;
            read += got;
        }
        return octets;
    }
}
