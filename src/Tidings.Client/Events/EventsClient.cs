using Tidings.Client.Calls;

namespace Tidings.Client.Events;

/// <summary>Tells the node what has happened. An accepted event is decided and on disk.</summary>
/// <remarks>
/// Whatever goes wrong, the same events may be sent again: the node knows them by source and id, and nobody is told twice. To keep a customer's order, send his events one after
/// another, or in one batch.
/// </remarks>
public sealed class EventsClient
{
    const string Path = "v1/events";
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(5);

    readonly NodeCalls _calls;
    readonly TidingsOptions _options;
    readonly TimeProvider _time;

    internal EventsClient(NodeCalls calls, TidingsOptions options, TimeProvider time) => (_calls, _options, _time) = (calls, options, time);

    /// <summary>Sends one event.</summary>
    /// <param name="happened">What has happened.</param>
    /// <param name="cancel">Ends the call. Whether the event was taken is not known then: send it again.</param>
    /// <returns>Accepted, or a duplicate of one that was.</returns>
    /// <exception cref="TidingsException">
    /// <c>event-refused</c>: <see cref="TidingsException.Errors"/> names each field. <see cref="TidingsException.Unreachable"/>, <c>busy</c> and others: it was not taken within
    /// the patience, or nobody knows whether it was; send it again later.
    /// </exception>
    public async Task<EventResult> SendAsync(TidingsEvent happened, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var results = await Post(EventWriter.One(happened), EventWriter.OneType, 1, cancel).ConfigureAwait(false);
        return results[0];
    }

    /// <summary>Sends several events, in their order. One that is wrong does not stop its neighbours.</summary>
    /// <param name="events">What has happened. More than <see cref="TidingsOptions.EventsPerRequest"/> go in several requests, one after another.</param>
    /// <param name="cancel">Ends the call. Which events were taken is not known then: send all of them again.</param>
    /// <returns>
    /// A result for each event, in their order. Those that the node had no time for were sent again until the patience was over; what is busy still is to be sent again later.
    /// After a request in which some stayed busy the following ones are not sent, so that each customer's order stays: they are busy too.
    /// </returns>
    /// <exception cref="TidingsException">A request failed as a whole. What went before it may have been taken: send all of them again.</exception>
    public async Task<IReadOnlyList<EventResult>> SendAllAsync(IEnumerable<TidingsEvent> events, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var results = new List<EventResult>();
        var isBusy = false;
        foreach (var part in events.Chunk(_options.EventsPerRequest))
        {
            var some = isBusy ? [.. part.Select(static one => new EventResult { Id = one.Id, Source = one.Source, Status = EventStatus.Busy })] : await SendPart(part, cancel).ConfigureAwait(false);
            results.AddRange(some);
            isBusy = isBusy || some.Any(static one => one.Status == EventStatus.Busy);
        }
        return results;
    }

    async Task<EventResult[]> SendPart(TidingsEvent[] events, CancellationToken cancel)
    {
        var results = new EventResult[events.Length];
        var waiting = Enumerable.Range(0, events.Length).ToArray();
        var began = _time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            IReadOnlyList<EventResult> answered;
            try
            {
                answered = await Post(EventWriter.Batch(waiting.Select(i => events[i])), EventWriter.BatchType, waiting.Length, cancel).ConfigureAwait(false);
            }
            catch (TidingsException) when (waiting.Length < events.Length)
            {
                // The results of the others are known, and are worth more than why these were not taken.
                return results;
            }
            for (var i = 0; i < waiting.Length; i++)
                results[waiting[i]] = answered[i];
            waiting = [.. waiting.Where(i => results[i].Status == EventStatus.Busy)];
            if (waiting.Length == 0 || _time.GetElapsedTime(began) + pause >= _options.Patience)
                return results;
            await Task.Delay(pause, _time, cancel).ConfigureAwait(false);
        }
    }

    async Task<IReadOnlyList<EventResult>> Post(byte[] body, string type, int count, CancellationToken cancel)
    {
        var answer = await _calls.Read(new(HttpMethod.Post, Path) { Body = (body, type), IsHarmlessTwice = true }, EventJson.Default.EventsAnswer, cancel).ConfigureAwait(false);
        return answer.Results is { } results && results.Count == count ? results : throw new TidingsException(TidingsException.NotUnderstood, null, [], null);
    }
}
