using System.Text.Json;
using Tidings.Core.Verify.Guards;

namespace Tidings.Server.Verify.Guards;

/// <summary>What limits of verifications have counted, and the prefixes to which nothing goes, as a document. Counts stand under hashes of numbers, addresses and devices, which can be guessed: it is sealed.</summary>
internal sealed record StoredCounts(byte[] Counts, PumpedPrefix[] Pumped)
{
    public const string Kind = "verification-counts", Id = "all";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, GuardJson.Default.StoredCounts);

    public static StoredCounts Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, GuardJson.Default.StoredCounts) ?? throw new InvalidDataException("The document of the counts is empty.");
}
