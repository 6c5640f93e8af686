using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access;

/// <summary>Acts as documents of kind <c>act</c>, one each, whose ids are in the order of time.</summary>
public sealed class DocumentActs(TimeProvider clock) : IActs
{
    /// <summary>The kind of the documents.</summary>
    public const string Kind = "act";

    /// <inheritdoc/>
    public IReadOnlyList<DocumentRow> Record(Act act)
    {
        var now = clock.GetUtcNow();
        return [new(Kind, Guid.CreateVersion7(now).ToString("N"), 1, now, JsonSerializer.SerializeToUtf8Bytes(act, ActJson.Default.Act))];
    }

    /// <summary>No act of this millisecond or a later one has a lower id; every earlier one has.</summary>
    public static string FirstId(DateTimeOffset at) =>
        Math.Clamp(at.ToUnixTimeMilliseconds(), 0, (1L << 48) - 1).ToString("x12", CultureInfo.InvariantCulture) + new string('0', 20);

    /// <summary>Whether it is written as the id of an act is.</summary>
    public static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>What such a document says.</summary>
    public static Act Of(DocumentRow row) =>
        JsonSerializer.Deserialize(row.Body.Span, ActJson.Default.Act) ?? throw new InvalidDataException("An act's document is empty.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Act))]
internal sealed partial class ActJson : JsonSerializerContext;
