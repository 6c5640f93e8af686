using System.Buffers.Binary;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Audit.Pruning;

/// <summary>Which documents the entries speak of that are about to go. It keeps some 40 bytes for each.</summary>
internal sealed class GoneEntries
{
    /// <summary>By the commitment of each, where it stands.</summary>
    public Dictionary<UInt128, long> Documents { get; } = [];

    /// <summary>Those of versions before, which say in clear which document it was.</summary>
    public List<AuditEntry> InClear { get; } = [];

    public void Add(long index, AuditEntry entry)
    {
        if (entry.Kind == AuditKind.Document)
            Documents[Key(entry.Commitment.Span)] = index;
        else if (entry.Kind == AuditKind.Act)
            InClear.Add(entry);
    }

    public static UInt128 Key(ReadOnlySpan<byte> commitment) => BinaryPrimitives.ReadUInt128BigEndian(commitment);
}
