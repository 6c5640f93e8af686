using System.Diagnostics.CodeAnalysis;

namespace Tidings.Core.Events;

/// <summary>The published JSON schemas (draft 2020-12) of the <c>data</c> of the predefined event types.</summary>
public static class EventSchemas
{
    const string Prefix = "Tidings.Core.Events.Schemas.";

    static readonly Dictionary<string, byte[]> ByType = EventTypes.Predefined.ToDictionary(type => type, Read, StringComparer.Ordinal);

    /// <summary>The schema's bytes, UTF-8.</summary>
    /// <returns>False: not a predefined type.</returns>
    public static bool TryGet(string type, [NotNullWhen(true)] out byte[]? schema) => ByType.TryGetValue(type, out schema);

    static byte[] Read(string type)
    {
        using var stream = typeof(EventSchemas).Assembly.GetManifestResourceStream($"{Prefix}{type}.json")
            ?? throw new InvalidOperationException($"The schema of {type} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
