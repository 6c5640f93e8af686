namespace Tidings.Server.Track.Callbacks;

/// <summary>A request of a carrier, as it came.</summary>
/// <param name="Of">What the address says that it brings.</param>
/// <param name="Url">The address as the carrier wrote it, query included.</param>
internal sealed record Callback(CallbackKind Of, string Url, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => $"callback, {Of} (redacted)";
}

internal enum CallbackKind : byte
{
    Receipts = 1,
    Replies,
}
