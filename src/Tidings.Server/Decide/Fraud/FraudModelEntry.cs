using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Models;

namespace Tidings.Server.Decide.Fraud;

/// <summary>What is versioned, proposed and audited of a learned model: its name and the hash of its file, which is kept apart, since a proposal quotes what it is about.</summary>
internal sealed record FraudModelEntry
{
    /// <summary>As whoever put it calls it.</summary>
    public required string Name { get; init; }
    /// <summary>SHA-256 of the file, in lower case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Of the file.</summary>
    public required int Bytes { get; init; }
    public required int Trees { get; init; }
    public required int Nodes { get; init; }
    public required int Features { get; init; }
    public required string FeaturesHash { get; init; }

    public static FraudModelEntry Of(string name, ReadOnlyMemory<byte> file, FraudModel model) => new()
    {
        Name = name,
        Sha256 = HashOf(file),
        Bytes = file.Length,
        Trees = model.Trees,
        Nodes = model.Nodes,
        Features = FraudFeatures.Count,
        FeaturesHash = FraudFeatures.Hash,
    };

    public static string HashOf(ReadOnlyMemory<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file.Span));

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, FraudModelJson.Default.FraudModelEntry);

    /// <returns>Null: it is none.</returns>
    public static FraudModelEntry? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, FraudModelJson.Default.FraudModelEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Version">Of the document, as its ETag has it.</param>
/// <param name="Fits">It was trained on the features that run. False: it is left out, and rules work without it.</param>
internal sealed record FraudModelShown(string Name, string Sha256, int Bytes, int Trees, int Nodes, int Features, string FeaturesHash, int Version, bool Fits);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(FraudModelEntry))]
[JsonSerializable(typeof(FraudModelShown))]
internal sealed partial class FraudModelJson : JsonSerializerContext;
