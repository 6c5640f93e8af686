namespace Tidings.Simulator.Texts;

/// <summary>A reply in the bytes that its deliver_sm carry, a part each.</summary>
internal sealed record MoText(string Encoding, byte DataCoding, IReadOnlyList<byte[]> Parts);
