using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Track;

namespace Tidings.Server.Verify.Statistics;

/// <summary>
/// Counts verifications when they have ended, each once, into the hour in which it began. Fed from memory after commits and written behind the flow, the counts and the mark that says how far they reach in one unit; what a
/// crash (or a full buffer) left out is read from the journal after the mark. Those for nobody are not counted: how many there are would tell who does not exist.
/// </summary>
internal sealed class VerificationCounts(IStore store, TimeProvider time) : IDisposable
{
    const string Source = "tidings:verification-hours";
    /// <summary>Ended ones that wait in memory; beyond it they are left to the journal.</summary>
    const int Most = 100_000;
    const int Chunk = 1_000;
    /// <summary>Where nothing was counted yet, what ended longer ago is not.</summary>
    static readonly TimeSpan Earlier = TimeSpan.FromDays(1);
    static readonly TimeSpan MarkedEvery = TimeSpan.FromMinutes(1);

    readonly record struct Ended(MessageId Row, DateTimeOffset At, Verification Verification);

    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly Lock _lock = new();
    readonly List<Ended> _waiting = [];
    // Up to here memory may lack something, and the journal is read.
    MessageId _lacking = new(long.MaxValue);
    MessageId? _mark;

    /// <summary>Cheap and never blocking.</summary>
    public void Add(MessageId row, DateTimeOffset at, Verification ended)
    {
        lock (_lock)
        {
            if (_waiting.Count < Most)
                _waiting.Add(new(row, at, ended));
            else if (_lacking.Value < row.Value)
                _lacking = row;
        }
    }

    /// <summary>Counts what has settled: by then whatever got an id before is committed and told.</summary>
    public Task Turn(CancellationToken cancel) => Turn(MessageId.First(time.GetUtcNow() - Lookups.Settling, 0), cancel);

    /// <param name="until">Below it all has settled.</param>
    internal async Task Turn(MessageId until, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await CountBelow(until, cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    async Task CountBelow(MessageId until, CancellationToken cancel)
    {
        if (_mark is null)
        {
            _mark = (await store.ReadSource(Source, cancel)) is [var known, ..] ? new(known.Offset) : MessageId.First(time.GetUtcNow() - Earlier, 0);
            // What was written before this process began.
            var newest = await store.ReadNewest(default, new(long.MaxValue), 1, cancel);
            lock (_lock)
                _lacking = newest is [var last, ..] ? new(last.Row.Id.Value + MessageId.MaxMessagesAnEvent) : default;
        }
        if (until.Value - 1 <= _mark.Value.Value)
            return;
        List<Ended> settled;
        bool whole;
        lock (_lock)
        {
            whole = _lacking.Value <= _mark.Value.Value;
            settled = _waiting.FindAll(ended => ended.Row.Value < until.Value);
            _waiting.RemoveAll(ended => ended.Row.Value < until.Value);
        }
        try
        {
            if (whole)
            {
                for (var from = 0; from < settled.Count; from += Chunk)
                    await Count(settled.GetRange(from, Math.Min(Chunk, settled.Count - from)), from + Chunk >= settled.Count ? new(until.Value - 1) : _mark.Value, cancel);
                // Where nothing ends, the next start must not read days of others' events.
                if (settled.Count == 0 && until.At - _mark.Value.At >= MarkedEvery)
                    await Count([], new(until.Value - 1), cancel);
            }
            else
                await FromJournal(until, cancel);
        }
        catch
        {
            lock (_lock)
                _lacking = new(Math.Max(_lacking.Value, until.Value));
            throw;
        }
    }

    async Task FromJournal(MessageId until, CancellationToken cancel)
    {
        var part = new List<Ended>(Chunk);
        await foreach (var row in store.ReadOpenable(_mark!.Value, cancel))
        {
            if (row.Id.Value >= until.Value)
                break;
            if (DecidedEvents.Ended(row) is { Count: > 0 } ended)
                part.AddRange(ended.Select(one => new Ended(row.Id, one.At, one.Verification)));
            if (part.Count < Chunk)
                continue;
            await Count(part, row.Id, cancel);
            part.Clear();
        }
        await Count(part, new(until.Value - 1), cancel);
    }

    /// <summary>The counts and the mark in one unit: whatever ends the process, nothing is counted twice.</summary>
    async Task Count(IReadOnlyList<Ended> some, MessageId mark, CancellationToken cancel)
    {
        var cells = new List<(string Hour, HourCell Cell)>(some.Count);
        foreach (var ended in some)
            cells.Add((HourCounts.IdOf(ended.Verification.StartedAt), await CellOf(ended, cancel)));
        var (documents, removed) = (new List<DocumentRow>(), new List<DocumentRemoval>());
        foreach (var hour in cells.GroupBy(static cell => cell.Hour, static cell => cell.Cell))
        {
            var (version, known) = await Read(hour.Key, cancel);
            documents.Add(new(HourCounts.Kind, hour.Key, version + 1, time.GetUtcNow(), known.With(hour).ToBytes()));
            if (version > 0)
                removed.Add(new(HourCounts.Kind, hour.Key, version));
        }
        await store.Commit(new() { Documents = documents, Removed = removed, Sources = [new(Source, 0, mark.Value, 0)], LowPriority = true });
        _mark = mark;
    }

    async Task<(int Version, HourCounts Counts)> Read(string hour, CancellationToken cancel) =>
        await store.ReadLastDocuments(HourCounts.Kind, hour + "~", 1, cancel) is [var row] && row.Id == hour ? (row.Version, HourCounts.Read(row.Body.Span)) : (0, new([]));

    async Task<HourCell> CellOf(Ended ended, CancellationToken cancel)
    {
        var one = ended.Verification;
        var (carrier, sent, undelivered) = !one.Means.GoesToNumber() ? ("none", false, false) : one.Rows is [.., var last] ? await Delivery(last, cancel) : ("none", false, true);
        return new(one.Purpose, one.To is { } to ? NumberingPlan.CountryOf(to) ?? "unknown" : "unknown", carrier)
        {
            Begun = 1, Sent = Of(sent), Undelivered = Of(undelivered), Resent = Of(one.Resent > 0), Approved = Of(one.Status == VerificationStatus.Approved), Failed = Of(one.Status == VerificationStatus.Failed),
            Expired = Of(one.Status == VerificationStatus.Expired), Changed = Of(one.Status == VerificationStatus.Changed), Cancelled = Of(one.Status == VerificationStatus.Cancelled),
            Superseded = Of(one.Status == VerificationStatus.Superseded), Times = one.Status == VerificationStatus.Approved ? HourCell.Took(ended.At - one.StartedAt) : [],
        };
    }

    async Task<(string Carrier, bool Sent, bool Undelivered)> Delivery(MessageId text, CancellationToken cancel)
    {
        if (await store.ReadMessage(text, cancel) is not { } facts || DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), text) is not { Class: MessageClass.OneTimeCode } message)
            return ("none", false, true);
        var submissions = facts.Submissions.Where(sent => sent.Message == text).ToArray();
        var state = MessageTimeline.Of(facts, text, message, time.GetUtcNow()).State;
        return (submissions is [.., var last] ? Carriers.OfBind(last.Bind) : "none", submissions.Any(static sent => sent.Result == SubmissionResult.Accepted),
            state is MessageState.PermanentFailure or MessageState.TechnicalFailure or MessageState.Expired or MessageState.InDoubt);
    }

    static int Of(bool isSo) => isSo ? 1 : 0;

    public void Dispose() => _oneAtATime.Dispose();
}
