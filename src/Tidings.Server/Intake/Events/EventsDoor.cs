using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Events;

/// <summary><c>POST /v1/events</c>: reads, validates, hands to the partitions, answers for each event.</summary>
internal sealed class EventsDoor(IOptions<IntakeOptions> options, IntakeGate gate, CallLimits limits, IEventRouter router, EventReaders readers)
{
    readonly IntakeOptions _options = options.Value;

    public async Task Post(HttpContext http)
    {
        var mode = EventModes.Of(http.Request);
        if (mode == EventMode.None)
        {
            await ProblemWriter.Write(http, new Problem(ProblemCodes.UnsupportedMediaType) { Detail = WhatIsTaken });
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = _options.MaxBodyBytes;
        using var body = new BodyBuffer(gate);
        if (await body.Read(http.Request, _options.MaxBodyBytes, http.RequestAborted) is { } failed)
            await ProblemWriter.Write(http, OfBody(failed));
        else if (mode == EventMode.Batch)
            await Batch(http, body);
        else
            await Single(http, mode, body);
    }

    async Task Single(HttpContext http, EventMode mode, BodyBuffer body)
    {
        if (TryParse(http, mode, body, out var parsed) is { } invalid)
            await ProblemWriter.Write(http, invalid);
        else if (await One(http, parsed, parsed.Event) is { } outcome)
            await EventsAnswer.Write(http.Response, outcome.Status == EventStatus.Accepted ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, [parsed], [outcome]);
    }

    /// <summary>As <see cref="Post"/> takes one event; the answer is what is to be done about the payment.</summary>
    public async Task Advise(HttpContext http)
    {
        var mode = EventModes.Of(http.Request);
        if (mode is not (EventMode.Structured or EventMode.Binary))
        {
            await ProblemWriter.Write(http, new Problem(ProblemCodes.UnsupportedMediaType) { Detail = "Send application/cloudevents+json, or application/json with ce- headers: one payment, in UTF-8 and without Content-Encoding." });
            return;
        }
        using var body = new BodyBuffer(gate);
        if (await body.Read(http.Request, _options.MaxBodyBytes, http.RequestAborted) is { } failed)
            await ProblemWriter.Write(http, OfBody(failed));
        else if (TryParse(http, mode, body, out var parsed) is { } invalid)
            await ProblemWriter.Write(http, invalid);
        else if (parsed.Event is { Type: not (EventTypes.TransactionPosted or EventTypes.CardAuthorisation or EventTypes.PaymentInitiated) })
            await ProblemWriter.Write(http, Refused(parsed, NoPayment));
        else if (await One(http, parsed, parsed.Event is { } happened ? happened with { Advised = true } : null) is { } outcome)
            await PaymentAdviceAnswer.Write(http, outcome.Advice);
    }

    static readonly FieldError[] NoPayment =
        [new("type", FieldCodes.UnknownValue, "It is no payment.", $"Send {EventTypes.CardAuthorisation}, {EventTypes.PaymentInitiated} or {EventTypes.TransactionPosted}; other events to POST /v1/events.")];

    /// <returns>The outcome of what was taken, or had been before. Null: it was not, and that is answered.</returns>
    async ValueTask<EventOutcome?> One(HttpContext http, ParsedEvent parsed, BankEvent? happened)
    {
        if (happened is null)
            await ProblemWriter.Write(http, Refused(parsed, parsed.Errors));
        else if (limits.Events(http.Caller(), 1) is { } tooFast)
            await ProblemWriter.Write(http, tooFast);
        else if (await Accept([happened], http.RequestAborted) is not [var outcome])
            await ProblemWriter.Write(http, TooMuch());
        else if (outcome.Status is EventStatus.Accepted or EventStatus.Duplicate)
            return outcome;
        else
            await ProblemWriter.Write(http, outcome.Status == EventStatus.Refused ? Refused(parsed, outcome.Errors) : StateUnreadableException.Explains(outcome) ? Unreadable() : Busy());
        return null;
    }

    async Task Batch(HttpContext http, BodyBuffer body)
    {
        var parsed = new List<ParsedEvent>(Math.Min(_options.MaxBatchEvents, 128));
        if (TryParseBatch(http, body, parsed) is { } invalid)
        {
            await ProblemWriter.Write(http, invalid);
            return;
        }
        if (parsed.Count > 0 && limits.Events(http.Caller(), parsed.Count) is { } tooFast)
        {
            await ProblemWriter.Write(http, tooFast);
            return;
        }
        var good = new List<BankEvent>(parsed.Count);
        foreach (var one in parsed)
            if (one.Event is { } happened)
                good.Add(happened);
        var outcomes = good.Count == 0 ? [] : await Accept(good, http.RequestAborted);
        if (outcomes is null)
            await ProblemWriter.Write(http, TooMuch());
        else if (outcomes.Length > 0 && good.Count == parsed.Count && AllBusy(outcomes))
            await ProblemWriter.Write(http, outcomes.All(StateUnreadableException.Explains) ? Unreadable() : Busy());
        else
            await EventsAnswer.Write(http.Response, StatusCodes.Status200OK, parsed, outcomes);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<EventOutcome[]?> Accept(List<BankEvent> events, CancellationToken cancel)
    {
        var count = events.Count;
        if (!gate.TryHoldEvents(count))
            return null;
        try
        {
            return await router.Accept(events, cancel);
        }
        finally
        {
            gate.ReleaseEvents(count);
        }
    }

    Problem? TryParse(HttpContext http, EventMode mode, BodyBuffer body, out ParsedEvent parsed)
    {
        parsed = default;
        var bytes = WithoutMark(body.Bytes);
        if (!Utf8.IsValid(bytes))
            return NotUtf8();
        try
        {
            var reader = readers.Mine;
            if (mode == EventMode.Structured)
                parsed = reader.ReadOne(bytes, http.Reach());
            else
            {
                var draft = reader.NewDraft();
                draft.Reach = http.Reach();
                BinaryHeaders.Read(http.Request.Headers, draft);
                parsed = reader.ReadBinary(draft, bytes);
            }
            return null;
        }
        catch (JsonException failure)
        {
            return NotJson(failure);
        }
    }

    Problem? TryParseBatch(HttpContext http, BodyBuffer body, List<ParsedEvent> parsed)
    {
        var bytes = WithoutMark(body.Bytes);
        if (!Utf8.IsValid(bytes))
            return NotUtf8();
        try
        {
            if (readers.Mine.ReadBatch(bytes, _options.MaxBatchEvents, parsed, http.Reach()))
                return null;
            return parsed.Count == 0
                ? new(ProblemCodes.InvalidCloudEvent) { Detail = "A batch is a JSON array of CloudEvents. Send a single event as application/cloudevents+json." }
                : new(ProblemCodes.BatchTooLarge) { Detail = $"At most {_options.MaxBatchEvents} events a batch. Nothing of it was taken." };
        }
        catch (JsonException failure)
        {
            return NotJson(failure);
        }
    }

    static bool AllBusy(EventOutcome[] outcomes)
    {
        foreach (var outcome in outcomes)
            if (outcome.Status != EventStatus.Busy)
                return false;
        return true;
    }

    // A byte order mark is no JSON, but editors write it.
    static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    Problem OfBody(ProblemCode code) => code == ProblemCodes.TooManyRequests
        ? TooMuch()
        : new(code) { Detail = $"At most {_options.MaxBodyBytes} bytes. Split the batch." };

    Problem TooMuch() => new(ProblemCodes.TooManyRequests) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = _options.RetryAfterSeconds };

    Problem Busy() => new(ProblemCodes.Busy) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = _options.RetryAfterSeconds };

    Problem Unreadable() => new(ProblemCodes.StateUnreadable) { Detail = "Nothing was taken. Keep it, and send it again when the operator has mended the store.", RetryAfter = _options.RetryAfterSeconds };

    static Problem Refused(in ParsedEvent parsed, IReadOnlyList<FieldError> errors) => new(ProblemCodes.EventRefused) { EventId = parsed.Id, Errors = errors };

    static Problem NotUtf8() => new(ProblemCodes.InvalidJson) { Detail = "The body is not UTF-8. Nothing of it was taken." };

    static Problem NotJson(JsonException failure) => new(ProblemCodes.InvalidJson)
    {
        Detail = $"Line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}: here it is no JSON, or nested deeper than {CloudEventReader.MaxDepth}. Nothing of it was taken.",
    };

    const string WhatIsTaken =
        "Send application/cloudevents+json for one event, application/cloudevents-batch+json for several, or application/json with ce- headers "
        + "(ce-specversion, ce-id, ce-source, ce-type), in UTF-8 and without Content-Encoding.";
}
