using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Verify.Guards;

namespace Tidings.Server.Verify.Guards;

/// <summary>The breaker over all verifications as a document: how it stands, what it counted in a day, and what is usual.</summary>
internal sealed record StoredBreaker(BreakerTrip? Trip, long Newest, int[] Counts, long Since, long NewestHour, int[] Busiest)
{
    public const string Kind = "verification-breaker", Id = "all";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, GuardJson.Default.StoredBreaker);

    public static StoredBreaker Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, GuardJson.Default.StoredBreaker) ?? throw new InvalidDataException("The document of the breaker is empty.");
}

/// <param name="Breaker">Over all accounts.</param>
/// <param name="Prefixes">Numbers without their last four digits to which codes go that nobody types; 200 at most, those with the most codes first.</param>
/// <param name="Newcomers">Countries whose prefixes get a few codes only until one is typed; empty for numbers of none that is known.</param>
/// <param name="Counts">What each guard has stopped, and would have, since the node started.</param>
internal sealed record GuardsShown(BreakerShown Breaker, IReadOnlyList<PumpedPrefix> Prefixes, IReadOnlyList<string> Newcomers, IReadOnlyList<GuardCount> Counts);

/// <param name="Tripped">Since when nothing is judged, until when, and why. Null: codes are judged.</param>
/// <param name="Wrong">Wrong codes within the time that the bank has set.</param>
/// <param name="WrongToday">Within 24 hours.</param>
/// <param name="Usual">The most in a minute that are usual at this hour. Null: no whole day is known yet.</param>
internal sealed record BreakerShown(BreakerTrip? Tripped, int Wrong, int WrongToday, int? Usual);

internal sealed record GuardCount(string Guard, long Stopped, long Found);

/// <param name="Reason">Why, in one line of 1 to 200 characters.</param>
internal sealed record ResumeAsked(string? Reason);

/// <param name="What">A prefix as it is shown, or a country.</param>
/// <param name="Reason">Why, in one line of 1 to 200 characters.</param>
internal sealed record UnblockAsked(string? What, string? Reason);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(StoredBreaker))]
[JsonSerializable(typeof(StoredCounts))]
[JsonSerializable(typeof(GuardsShown))]
[JsonSerializable(typeof(ResumeAsked))]
[JsonSerializable(typeof(UnblockAsked))]
internal sealed partial class GuardJson : JsonSerializerContext;
