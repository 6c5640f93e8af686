using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Messages;

namespace Tidings.Server.Partitions;

/// <summary>Which partition a customer belongs to. The same for ever: the count is fixed at installation.</summary>
internal static class Placement
{
    public const int MaxPartitions = 1 << MessageId.PartitionBits;

    public static int Of(string customer, int partitions)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(customer.Length);
        Span<byte> bytes = length <= 512 ? stackalloc byte[length] : new byte[length];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(customer, bytes)], hash);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(hash) % (uint)partitions);
    }
}
