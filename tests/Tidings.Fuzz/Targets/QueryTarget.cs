using System.Text;
using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Server.Track.Search;

namespace Tidings.Fuzz.Targets;

/// <summary>A search's body and its cursor. What is no query is told so; a range never ends before it begins to count, and a cursor reads as it was written.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    public override string Name => "queries";

    public override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "customer", "number", "state", "from", "to", "cursor", "limit", "source", "eventId", "suppressed", "delivered", "m0000000000000", "m7zzzzzzzzzzzz", "in-doubt" }.Select(static word => Encoding.UTF8.GetBytes($"\"{word}\""))];

    public override IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes("""{"customer":"C-1","number":"+447700900123","state":"delivered","from":"2026-11-01T00:00:00Z","to":"2026-12-01T00:00:00+01:00","cursor":"m02abc0000000x","limit":50}"""),
        Encoding.UTF8.GetBytes("""{"source":"/bank","eventId":"e-1","suppressed":true,"limit":200}"""), Encoding.UTF8.GetBytes("m02abc0000000x"),
    ];

    public override byte[]? Reshape(Random random, byte[] input) => JsonMutator.Mutate(random, input, Words);

    public override void Run(byte[] input, Features seen)
    {
        var text = Encoding.UTF8.GetString(input);
        if (MessageId.TryParse(text, out var id))
            Oracle.Holds(id.ToString() == text && id.Value >= 0, "an id reads as it was written");
        if (Read<MessageQuery>(input, seen) is { } messages)
            Range(messages.From, messages.To, messages.Cursor, messages.Limit, SearchEndpoints.Number(messages.Number, []) is null, seen);
        if (Read<EventQuery>(input, seen) is { } events)
            Range(events.From, events.To, events.Cursor, events.Limit, events.Suppressed, seen);
    }

    static void Range(DateTimeOffset? from, DateTimeOffset? to, string? cursor, int? limit, bool flag, Features seen)
    {
        var wrong = new List<FieldError>();
        var range = QueryRange.Of(from, to, cursor, limit, wrong);
        foreach (var error in wrong)
            seen.AddWords(1, error.Field);
        seen.Add(2, (flag ? 1u : 0) | (range.From.Value > 0 ? 2u : 0) | (range.Before.Value < long.MaxValue ? 4u : 0));
        Oracle.Holds(range.From.Value >= 0 && range.Before.Value >= 0, "a range lies among the ids");
        Oracle.Holds(wrong.Count > 0 || range.Limit is >= 1 and <= QueryRange.MostAPage, "a page has a bound");
        // At and after `from`: the time of the lowest id that counts may not be earlier, where ids reach that far.
        if (from is { Year: >= 2025 and < 2090 } begin)
            Oracle.Holds(range.From.At <= begin && begin - range.From.At < TimeSpan.FromMilliseconds(1), "a range begins where it was asked to");
        else if (from is { Year: >= 2090 })
            Oracle.Holds(range.From.Value > MessageId.First(new(2089, 12, 31, 0, 0, 0, TimeSpan.Zero), 0).Value, "a range that begins after all ids is empty");
    }

    static T? Read<T>(byte[] input, Features seen) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(input, SearchEndpoints.Json);
        }
        catch (JsonException failure)
        {
            seen.Add(3, failure.Path is null ? 0u : failure.Path.Length == 1 ? 1u : 2u);
            return null;
        }
    }
}
