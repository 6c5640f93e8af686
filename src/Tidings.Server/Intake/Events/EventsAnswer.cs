using System.Buffers;
using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Intake.Events;

/// <summary>The answer for accepted events: one result an event, in the order in which they came.</summary>
internal static class EventsAnswer
{
    const int KeptBuffer = 256 * 1024;
    [ThreadStatic] static ArrayBufferWriter<byte>? _buffer;
    [ThreadStatic] static Utf8JsonWriter? _writer;

    /// <param name="outcomes">One for each parsed event that is right, in their order.</param>
    public static async Task Write(HttpResponse response, int status, IReadOnlyList<ParsedEvent> parsed, EventOutcome[] outcomes)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        Compose(response, parsed, outcomes);
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted);
    }

    // No await from here to the copy: the buffer is the thread's.
    static void Compose(HttpResponse response, IReadOnlyList<ParsedEvent> parsed, EventOutcome[] outcomes)
    {
        var buffer = _buffer ??= new(4096);
        buffer.ResetWrittenCount();
        var json = _writer ??= new(buffer, ProblemWriter.Options);
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        var next = 0;
        for (var i = 0; i < parsed.Count; i++)
        {
            var one = parsed[i];
            var outcome = one.Event is null ? null : outcomes[next++];
            Result(json, one, outcome);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
        if (buffer.Capacity > KeptBuffer)
            (_buffer, _writer) = (null, null);
    }

    static void Result(Utf8JsonWriter json, in ParsedEvent one, EventOutcome? outcome)
    {
        json.WriteStartObject();
        if (one.Id is { } id)
            json.WriteString("id"u8, id);
        if (one.Source is { } source)
            json.WriteString("source"u8, source);
        json.WriteString("status"u8, StatusOf(outcome?.Status ?? EventStatus.Refused));
        if (outcome?.Status is EventStatus.Accepted)
            Messages(json, outcome.Messages);
        if (outcome?.Begun is { } verification)
            json.WriteString("verification"u8, verification);
        var errors = outcome?.Errors ?? one.Errors;
        if (errors.Count > 0)
            ProblemWriter.Errors(json, errors);
        if (outcome is { Status: EventStatus.Accepted or EventStatus.Duplicate, NotTold.Count: > 0 })
            NotTold(json, outcome.NotTold);
        json.WriteEndObject();
    }

    static void NotTold(Utf8JsonWriter json, IReadOnlyList<HolderNotTold> holders)
    {
        json.WriteStartArray("notTold"u8);
        foreach (var holder in holders)
        {
            json.WriteStartObject();
            json.WriteString("customer"u8, holder.Customer);
            json.WriteString("code"u8, holder.Error.Code);
            json.WriteString("why"u8, holder.Error.Why);
            json.WriteString("fix"u8, holder.Error.Fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Messages(Utf8JsonWriter json, IReadOnlyList<MessageId> messages)
    {
        Span<byte> text = stackalloc byte[MessageId.Length];
        json.WriteStartArray("messages"u8);
        for (var i = 0; i < messages.Count; i++)
        {
            messages[i].Write(text);
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    static ReadOnlySpan<byte> StatusOf(EventStatus status) => status switch
    {
        EventStatus.Accepted => "accepted"u8,
        EventStatus.Duplicate => "duplicate"u8,
        EventStatus.Refused => "refused"u8,
        _ => "busy"u8,
    };
}
