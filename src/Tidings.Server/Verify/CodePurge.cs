using System.Threading.Channels;
using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;
using Tidings.Server.Track.Retention;

namespace Tidings.Server.Verify;

/// <summary>
/// Takes the words out of texts whose codes are good for nothing any more, as soon as they have left or will not leave. What the audit log committed to them stays. A crash before it is caught up with by the replay,
/// and what that does not see any more by retention (<c>Retention:OneTimeCode</c>).
/// </summary>
internal sealed class CodePurge(IStore store, WaitingTexts waiting, RetentionMetrics metrics, TimeProvider time, ILogger<CodePurge> log) : BackgroundService
{
    /// <summary>Texts that may wait; beyond it they are left to retention.</summary>
    const int Most = 65_536;
    const int MostATurn = 200;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    static readonly HashSet<MessageClass> Codes = [MessageClass.OneTimeCode];

    readonly Channel<MessageId> _dead = Channel.CreateBounded<MessageId>(new BoundedChannelOptions(Most) { SingleReader = true });

    /// <summary>Cheap and never blocking.</summary>
    public void Add(MessageId text) => _dead.Writer.TryWrite(text);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Those that a carrier has in this moment.
        var later = new Queue<MessageId>();
        using var look = new PeriodicTimer(LookAgain, time);
        // One of each at a time: a question that nobody hears the answer of would stay.
        var tick = look.WaitForNextTickAsync(stoppingToken).AsTask();
        var more = _dead.Reader.WaitToReadAsync(stoppingToken).AsTask();
        try
        {
            while (true)
            {
                await await Task.WhenAny(more, tick);
                var texts = new List<MessageId>();
                while (texts.Count < MostATurn && _dead.Reader.TryRead(out var text))
                    texts.Add(text);
                if (more.IsCompleted)
                    more = _dead.Reader.WaitToReadAsync(stoppingToken).AsTask();
                if (tick.IsCompleted)
                {
                    for (var waited = later.Count; waited > 0; waited--)
                        texts.Add(later.Dequeue());
                    tick = look.WaitForNextTickAsync(stoppingToken).AsTask();
                }
                foreach (var text in await TryPurge(texts, stoppingToken))
                    if (later.Count < Most)
                        later.Enqueue(text);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task<IReadOnlyList<MessageId>> TryPurge(List<MessageId> texts, CancellationToken cancel)
    {
        try
        {
            return texts.Count == 0 ? [] : await Purge(texts, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            VerifyLog.NotPurged(log, texts.Count, failure.GetType().Name);
            return texts;
        }
    }

    /// <returns>Those that are to be looked at again.</returns>
    async Task<IReadOnlyList<MessageId>> Purge(List<MessageId> texts, CancellationToken cancel)
    {
        var (now, ready, taken, mayLeave) = (time.GetUtcNow(), new List<MessageId>(), new List<MessageId>(), new List<MessageId>());
        foreach (var text in texts)
        {
            if (await store.ReadMessage(text, cancel) is not { } facts
                || DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), text) is not { Class: MessageClass.OneTimeCode, Text.Length: > 0 } message)
                continue;
            if (Validity.IsOver(message.ValidUntil, now))
                ready.Add(text);
            else
                (facts.Submissions.Any(row => row.Message == text && row.Settles) ? taken : mayLeave).Add(text);
        }
        // One that a carrier took and did not report would go by another too (Routing:ReceiptWithin).
        var leaving = taken.Count + mayLeave.Count > 0 ? await waiting.Expire([.. mayLeave, .. taken], cancel) : [];
        ready.AddRange(taken.Except(leaving));
        var left = ready.Count > 0 && store is SealedStore sealedStore ? await TakeOut(sealedStore, ready, now, cancel) : [];
        return [.. mayLeave, .. taken.Intersect(leaving), .. left];
    }

    /// <returns>Those that are still in: their keys changed, or they were sealed anew, in this moment.</returns>
    async Task<IReadOnlyList<MessageId>> TakeOut(SealedStore sealedStore, List<MessageId> ready, DateTimeOffset now, CancellationToken cancel)
    {
        var (purge, texts) = (new TextPurge(Codes, now, settled: true), new Dictionary<MessageId, int>());
        var (rows, left) = await sealedStore.RewritePayloads(ready, row =>
        {
            var before = purge.Texts;
            var change = purge.Change(row);
            texts[row.Id] = purge.Texts - before;
            return change;
        }, cancel);
        metrics.Texts.Add(rows.Sum(row => texts[row]));
        return left;
    }
}
