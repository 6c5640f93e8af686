using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Server.Decide;
using Tidings.Server.Deliver;
using Tidings.Server.Partitions;
using Tidings.Smpp.Codec;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// Takes customers' texts from the carriers' sessions, several at a time, and answers each carrier when what it brought is durable. A crash at each numbered point means:
/// 1 nothing has happened, and the carrier brings it again; 2 (parts stored) likewise for whole texts, parts are read back; 3 (decided and stored) the carrier may bring it again, and it is known as a repetition;
/// 4 (answered) parts that stay behind are joined again, or read as they are, known as decided, and removed.
/// </summary>
internal sealed class ReplyDesk(
    IStore store, Lookups lookups, ReplyCustomers customers, PartSeals seals, IEventRouter router, RulebookHolder rules, ForeignTexts foreign, ReplyMetrics metrics, WaitingTexts waiting,
    IOptions<ReplyOptions> options, TimeProvider time, ILogger<ReplyDesk> log) : BackgroundService, IInboundTexts
{
    /// <summary>Texts that may wait; beyond it carriers are told to bring them again.</summary>
    const int Most = 4_096;
    const int MostATurn = 200;
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    /// <summary>So often, at least, it is looked whether the rest of a text has not come in time.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    /// <summary>So often a partition that moves or is busy is asked; then the carrier is to bring it again.</summary>
    const int Tries = 40;
    /// <summary>So many texts under one hash are looked at, the newest first.</summary>
    const int SameText = 8;

    readonly Channel<InboundText> _waiting = Channel.CreateBounded<InboundText>(new BoundedChannelOptions(Most) { SingleReader = true });
    readonly AnsweredTexts _answered = new();
    PartsThatWait? _parts;

    public bool Take(InboundText text)
    {
        if (_waiting.Writer.TryWrite(text))
            return true;
        metrics.PutOff.Add(1);
        return false;
    }

    public void Foreign(string carrier, Foreign why) => foreign.Came(carrier, why);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Until then the texts of the last moments before a crash are not found, and with them their customers.
            await lookups.Whole.WaitAsync(stoppingToken);
            var between = options.Value.PartsWithin / 4 < Longest ? options.Value.PartsWithin / 4 : Longest;
            var upkeep = Task.Delay(between, time, stoppingToken);
            var more = _waiting.Reader.WaitToReadAsync(stoppingToken).AsTask();
            while (true)
            {
                if (await Task.WhenAny(more, upkeep) == upkeep)
                {
                    await upkeep;
                    upkeep = Task.Delay(between, time, stoppingToken);
                    await Turn([], stoppingToken);
                    continue;
                }
                if (!await more)
                    return;
                var taken = new List<InboundText>();
                while (taken.Count < MostATurn && _waiting.Reader.TryRead(out var text))
                    taken.Add(text);
                await Turn(taken, stoppingToken);
                more = _waiting.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Turn(List<InboundText> taken, CancellationToken cancel)
    {
        try
        {
            // 1
            _parts ??= await PartsThatWait.Load(store, seals, options.Value.PartsWithin, log, cancel);
            var (kept, wholes) = await Keep(taken, _parts, cancel);
            // What was written before goes before.
            var cut = _parts.TakeDue(time.GetUtcNow());
            wholes.InsertRange(0, cut);
            // 2
            foreach (var part in kept)
                part.Answer(CommandStatus.ESME_ROK);
            var decided = await Heed(wholes, cancel);
            // 3
            foreach (var whole in decided)
            {
                whole.Last.Answer(CommandStatus.ESME_ROK);
                if (whole.Missing != Missing.Nothing)
                    continue;
                _answered.Add(ReplyEvents.FingerprintOf(whole), whole.Last.SessionEnded);
            }
            // 4
            await Clear(decided, cut, _parts, cancel);
            PutOff([.. wholes.Except(decided)]);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Memory may be ahead of the store: it is read back. What was answered is not answered twice.
            _parts = null;
            // The kind alone: its words may quote a customer.
            ReplyLog.NotRecorded(log, taken.Count, failure.GetType().Name);
            metrics.PutOff.Add(taken.Count);
            foreach (var text in taken)
                text.Answer(CommandStatus.ESME_RX_T_APPN);
        }
    }

    /// <summary>Makes parts durable; the texts that are whole are not yet.</summary>
    async ValueTask<(List<InboundText> Kept, List<WholeText> Wholes)> Keep(List<InboundText> taken, PartsThatWait parts, CancellationToken cancel)
    {
        var (kept, wholes, rows, now) = (new List<InboundText>(), new List<WholeText>(), new List<DocumentRow>(), time.GetUtcNow());
        foreach (var text in taken)
        {
            if (text.Place is not { } place)
            {
                wholes.Add(WholeText.Of(text));
                continue;
            }
            parts.Add(text, place, now, out var row, out var whole);
            if (row is not null)
                rows.Add(await seals.Seal(row, text, cancel));
            if (whole is not null)
                wholes.Add(whole);
            else
                kept.Add(text);
        }
        if (rows.Count > 0)
            await store.Commit(new() { Documents = rows });
        return (kept, wholes);
    }

    /// <returns>Those that are decided and durable, or will never be.</returns>
    async ValueTask<List<WholeText>> Heed(List<WholeText> wholes, CancellationToken cancel)
    {
        var (events, of, unread) = (new List<BankEvent>(), new List<WholeText>(), new List<WholeText>());
        foreach (var whole in wholes)
        {
            if (await WasHeardLongAgo(whole, cancel))
            {
                metrics.Repeated.Add(1);
                continue;
            }
            IReadOnlyList<string> known;
            try
            {
                known = await customers.Of(whole.Last.From, whole.Last.To, cancel);
            }
            catch (StateUnreadableException)
            {
                // One customer who cannot be read, or whose partition is moving, does not hold up his neighbours.
                unread.Add(whole);
                continue;
            }
            foreach (var happened in ReplyEvents.Of(whole, rules.Pipeline.Rulebook.Keywords, known, options.Value.RepeatWithin, _answered, time.GetUtcNow()))
            {
                events.Add(happened);
                of.Add(whole);
            }
        }
        var outcomes = await Accept(events, cancel);
        for (var i = 0; i < outcomes.Length; i++)
        {
            Count(events[i], outcomes[i]);
            if (events[i].Reply!.Meaning == ReplyMeaning.Stop && of[i].Parts is { } parts)
                parts.SaidStop = true;
            // Before the carrier is answered, and again where it brings the text again: what waited is ended before anybody believes that it is.
            if (events[i] is { Reply.Meaning: ReplyMeaning.Stop } stop && outcomes[i].Status is EventStatus.Accepted or EventStatus.Duplicate && !Strangers.IsOne(stop.Customer))
                await waiting.Stop(stop.Customer, repeated: outcomes[i].Status == EventStatus.Duplicate, cancel);
        }
        return [.. wholes.Except(unread).Where(whole => !outcomes.Where((outcome, i) => of[i] == whole && outcome.Status == EventStatus.Busy).Any())];
    }

    /// <summary>
    /// The carrier's own id says that this text was heard before a time that customers' states need not remember: somebody who recorded it brings it again. What was heard since is left to them, since a text for
    /// several customers may have been taken by some.
    /// </summary>
    async ValueTask<bool> WasHeardLongAgo(WholeText whole, CancellationToken cancel)
    {
        if (!ReplyEvents.HasCarriersId(whole))
            return false;
        var fingerprint = ReplyEvents.FingerprintOf(whole);
        foreach (var heard in await lookups.Find(LookupKey.OfCarriersText(fingerprint), MessageId.First(time.GetUtcNow() - RecentEvents.Promised, 0), SameText, cancel))
            // A hash may be another's, and a row that is none of its texts was added by somebody. One that does not open was his who was erased.
            if (await store.FindOpenable(heard.Message, cancel) is not { } known || DecidedEvents.Of(known.Row).Reply?.Fingerprint == fingerprint)
                return true;
        return false;
    }

    async ValueTask<EventOutcome[]> Accept(List<BankEvent> events, CancellationToken cancel)
    {
        if (events.Count == 0)
            return [];
        var outcomes = await router.Accept(events, cancel);
        for (var tries = 1; tries < Tries; tries++)
        {
            int[] again = [.. Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].Status == EventStatus.Busy && !StateUnreadableException.Explains(outcomes[i]))];
            if (again.Length == 0)
                break;
            await Task.Delay(Pause, time, cancel);
            var next = await router.Accept([.. again.Select(i => events[i])], cancel);
            for (var i = 0; i < again.Length; i++)
                outcomes[again[i]] = next[i];
        }
        return outcomes;
    }

    void Count(BankEvent happened, EventOutcome outcome)
    {
        switch (outcome.Status)
        {
            case EventStatus.Duplicate: metrics.Repeated.Add(1); break;
            case EventStatus.Refused:
                metrics.Refused.Add(1);
                ReplyLog.Refused(log, 1, outcome.Errors is [var error, ..] ? error.Code : "none");
                break;
            case EventStatus.Accepted:
                metrics.Received.Add(1, ReplyMetrics.By(happened.Reply!.Meaning));
                if (Strangers.IsOne(happened.Customer))
                    metrics.Unknown.Add(1);
                break;
        }
    }

    /// <summary>Rows of what is decided go; that it is decided stays for a while, since the rest of it may come, or the same again.</summary>
    async ValueTask Clear(List<WholeText> decided, IReadOnlyList<WholeText> cut, PartsThatWait parts, CancellationToken cancel)
    {
        if (cut.Count(one => one.Missing != Missing.Nothing && decided.Contains(one)) is > 0 and var unfinished)
        {
            metrics.Unfinished.Add(unfinished);
            ReplyLog.Unfinished(log, unfinished);
        }
        var removed = PartsThatWait.Removals(decided.SelectMany(static whole => whole.Rows).Concat(parts.TakeForgotten()));
        var remembered = new List<DocumentRow>();
        foreach (var whole in decided.Where(static whole => whole.Parts is { IsGone: false }).DistinctBy(static whole => whole.Parts))
            remembered.Add(await seals.Seal(whole.Parts!.Remember(time.GetUtcNow()), whole.Last, cancel));
        if (removed.Count + remembered.Count > 0)
            await store.Commit(new() { Removed = removed, Documents = remembered, LowPriority = true });
    }

    void PutOff(List<WholeText> undecided)
    {
        if (undecided.Count == 0)
            return;
        // Their other parts are in the store, and must wait for the last one again.
        _parts = null;
        metrics.PutOff.Add(undecided.Count);
        ReplyLog.PutOff(log, undecided.Count);
        foreach (var whole in undecided)
            whole.Last.Answer(CommandStatus.ESME_RX_T_APPN);
    }
}
