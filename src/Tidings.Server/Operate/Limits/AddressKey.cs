using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Server.Operate.Limits;

/// <summary>What counts as one address: an IPv4 address, or the 64 bits of an IPv6 network, since whoever has one of its addresses has them all.</summary>
internal static class AddressKey
{
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null)
            return UInt128.Zero;
        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address : address.MapToIPv6()).TryWriteBytes(bytes, out _);
        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6 ? whole : whole >> 64 << 64;
    }
}
