namespace Tidings.Core.Ports.Rows;

/// <summary>Entries for the audit log, in their order: the store knows nothing of them but their lengths.</summary>
/// <param name="Count">How many.</param>
/// <param name="Body">The entries one after the other, each after its length as a big-endian uint16.</param>
public readonly record struct AuditEntries(int Count, ReadOnlyMemory<byte> Body);

/// <summary>Entries that one transaction added to the log.</summary>
/// <param name="First">The index of the first of them. Indexes count from 0, without a gap, in the order of the commits.</param>
public sealed record AuditRow(long First, int Count, ReadOnlyMemory<byte> Body);
