using System.Buffers.Binary;
using System.Text;
using Tidings.Security.Sealing;

namespace Tidings.Security.Keys;

/// <summary>Where a wrapped data key stands: one of another subject, or another version of it, does not open there.</summary>
internal readonly struct WrapPlace
{
    readonly byte[] tenant;
    readonly byte[] row;

    WrapPlace(byte[] tenant, byte[] row) => (this.tenant, this.row) = (tenant, row);

    public static WrapPlace Of(string installation, string subject, int version)
    {
        var row = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(subject)];
        BinaryPrimitives.WriteInt32BigEndian(row, version);
        Encoding.UTF8.GetBytes(subject, row.AsSpan(sizeof(int)));
        return new(Encoding.UTF8.GetBytes(installation), row);
    }

    public SealContext Context => new(tenant, "data_key"u8, "wrapped"u8, row);
}
