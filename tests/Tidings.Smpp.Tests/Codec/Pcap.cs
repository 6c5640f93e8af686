using System.Buffers.Binary;

namespace Tidings.Smpp.Tests.Codec;

/// <summary>Writes octets as one TCP stream to port 2775 in a capture file (pcap, raw IPv4).</summary>
internal sealed class Pcap : IDisposable
{
    private const int RawIp = 101;
    private const int Headers = 40;

    private readonly FileStream _file;
    private uint _sequence = 1;

    public Pcap(string path)
    {
        _file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        header[4] = 2;
        header[6] = 4;
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 65_535);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], RawIp);
        _file.Write(header);
    }

    public void Add(ReadOnlySpan<byte> payload)
    {
        var packet = new byte[16 + Headers + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), (uint)(Headers + payload.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), (uint)(Headers + payload.Length));
        WriteIp(packet.AsSpan(16), payload.Length);
        WriteTcp(packet.AsSpan(36));
        payload.CopyTo(packet.AsSpan(56));
        _file.Write(packet);
        _sequence += (uint)payload.Length;
    }

    public void Dispose() => _file.Dispose();

    private static void WriteIp(Span<byte> ip, int length)
    {
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(Headers + length));
        ip[8] = 64;
        ip[9] = 6;
        (ip[12], ip[15], ip[16], ip[19]) = (127, 1, 127, 1);
    }

    private void WriteTcp(Span<byte> tcp)
    {
        BinaryPrimitives.WriteUInt16BigEndian(tcp, 40_000);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], 2775);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], _sequence);
        tcp[12] = 0x50;
        tcp[13] = 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 65_535);
    }
}
