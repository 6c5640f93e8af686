using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>A class of which nothing leaves until somebody lets it go on.</summary>
/// <param name="By">Who has paused it: a caller's identity, or <c>system</c>.</param>
/// <param name="Why">For people, without anything personal.</param>
internal sealed record PausedClass(MessageClass Class, string By, DateTimeOffset Since, string Why)
{
    /// <summary>The kind of the documents: one a class, whose last version says whether it is paused.</summary>
    public const string Kind = "class-pause";

    /// <summary>Who pauses a class that surges.</summary>
    public const string BySystem = "system";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PauseJson.Default.PausedClass);

    public static PausedClass Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, PauseJson.Default.PausedClass) ?? throw new InvalidDataException("The document of a pause is empty.");
}

/// <summary>What a class usually sends, as it is stored.</summary>
internal sealed record StoredRate(long Since, long Newest, int[] Busiest)
{
    /// <summary>Sealed: the name stands among the kinds that are.</summary>
    public const string Kind = "class-rate";
}

/// <summary>A class as it is shown.</summary>
/// <param name="MayBePaused">Codes, fraud and security may not.</param>
/// <param name="LastMinute">Texts that were decided in the last minute.</param>
/// <param name="Usual">The busiest minute of this hour of the day in the last 14 days. Null: no whole day is known yet.</param>
/// <param name="PausedAbove">It is paused by more texts than this in a minute. Null: by none.</param>
/// <param name="Paused">Since when, by whom and why nothing of it leaves. Null: it leaves.</param>
internal sealed record ClassShown(string Class, bool MayBePaused, int LastMinute, int? Usual, long? PausedAbove, PauseShown? Paused);

internal sealed record PauseShown(DateTimeOffset Since, string By, string Why);

internal sealed record ClassList(IReadOnlyList<ClassShown> Classes);

/// <param name="Reason">Why, in one line of 1 to 200 characters.</param>
internal sealed record PauseAsked(string? Reason);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PausedClass))]
[JsonSerializable(typeof(StoredRate))]
[JsonSerializable(typeof(ClassList))]
[JsonSerializable(typeof(PauseAsked))]
internal sealed partial class PauseJson : JsonSerializerContext;
