namespace Tidings.Smpp.Text.Reassembly;

/// <summary>Between whom a segment passes: references count for a pair of addresses only.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="To">The destination's address.</param>
public readonly record struct SegmentParties(string From, string To)
{
    /// <summary>Never shows the numbers.</summary>
    public override string ToString() => "(redacted)";
}
