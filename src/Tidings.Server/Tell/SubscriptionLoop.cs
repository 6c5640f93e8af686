using Tidings.Core.Deliver;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Server.Tell.Send;
using Tidings.Server.Tell.Subscriptions;

namespace Tidings.Server.Tell;

/// <summary>
/// Tells one subscription. Each turn reads on in the feed and tries what waits, and then writes in one unit how far it came and what it could not tell. A crash before that unit
/// repeats the turn, with the same webhook-ids; a crash after it goes on behind it. Nothing is passed over.
/// </summary>
internal sealed class SubscriptionLoop(
    Subscription subscription, SealedSecrets seals, IStore store, Letters letters, WebhookSender sender, TellMetrics metrics, TellOptions options, TimeProvider time, ILogger log)
{
    const int Page = 200;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200), AfterFailure = TimeSpan.FromSeconds(2);

    readonly string _id = subscription.Id;
    readonly Uri _url = new(subscription.Document.Url);
    readonly HashSet<string> _events = [.. subscription.Document.Events];
    readonly Circuit _circuit = new(options, time);
    readonly Random _jitter = new();
    List<(byte[] Secret, DateTimeOffset? Until)> _secrets = [];
    Lanes _lanes = new();
    long _cursor;
    bool _askWithNew;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await Load(stop))
                    return;
                while (true)
                    if (!await Turn(stop))
                        await Task.Delay(Look, time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            // Whatever it was, the store has the last that is certain: it is read again from there.
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                TellLog.Paused(log, _id, failure.GetType().Name);
                await Task.Delay(AfterFailure, time, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }

    async Task<bool> Load(CancellationToken stop)
    {
        _secrets = [];
        foreach (var kept in subscription.Document.Secrets)
            if (await seals.Open(_id, kept.Sealed, stop) is { } secret)
                _secrets.Add((secret, kept.Until));
        if (_secrets.Count == 0)
        {
            TellLog.NoSecret(log, _id);
            return false;
        }
        _cursor = (await store.ReadTellCursors(stop)).FirstOrDefault(cursor => cursor.Subscription == _id).Position;
        _lanes = new();
        for (var after = -1L; await store.ReadUntold(_id, dead: false, after, 1000, stop) is { Count: > 0 } rows; after = rows[^1].Position)
            foreach (var row in rows)
                if (await letters.Of(row.Entry, stop) is { } letter)
                    _lanes.Add(new(row, letter));
                else
                    await store.Commit(new() { Tell = new() { Told = [new(_id, row.Position)] } });
        return true;
    }

    /// <summary>True: something was done, and there may be more.</summary>
    async Task<bool> Turn(CancellationToken stop)
    {
        if (_circuit.IsOpen)
        {
            var buried = await Bury(stop);
            if (_circuit.Rests)
                return buried;
            // By turns, so that neither a letter that is never taken nor a customer without news keeps the receiver from being asked.
            _askWithNew = !_askWithNew;
            return _askWithNew ? await ReadOn(1, stop) || await Again(1, stop) : await Again(1, stop) || await ReadOn(1, stop);
        }
        var again = await Again(4 * options.Parallel, stop);
        return await ReadOn(Page, stop) || again;
    }

    /// <summary>Tries the heads whose time has come.</summary>
    async Task<bool> Again(int most, CancellationToken stop)
    {
        var due = _lanes.Due(time.GetUtcNow(), most);
        if (due.Count == 0)
            return false;
        var tried = new (bool Tried, string? Error)[due.Count];
        await Each(due.Count, stop, async i =>
        {
            if (most == 1 || !_circuit.IsOpen)
                tried[i] = (true, await Try(due[i].Letter, stop));
        });
        var (told, untold) = (new List<TellCursor>(), new List<UntoldRow>());
        for (var i = 0; i < due.Count; i++)
            if (!tried[i].Tried)
                continue;
            else if (tried[i].Error is { } error)
                untold.Add(Failed(due[i].Row, error));
            else
                told.Add(new(_id, due[i].Row.Position));
        await Write(new() { Told = told, Untold = untold });
        var next = 0;
        for (var i = 0; i < due.Count; i++)
        {
            if (!tried[i].Tried)
                continue;
            if (tried[i].Error is not null && (due[i].Row = untold[next++]).Next is not null)
                continue;
            _lanes.Pass(due[i]);
        }
        return told.Count + untold.Count > 0;
    }

    /// <summary>Tells what is new, in each customer's order; behind one of his that waits, it waits.</summary>
    async Task<bool> ReadOn(int most, CancellationToken stop)
    {
        if (_lanes.Count + most > options.Waiting && _lanes.Count > 0)
            return false;
        var rows = await store.ReadFeed(_cursor, most, stop);
        if (rows.Count == 0)
            return false;
        var fresh = (await Fresh(rows, stop)).GroupBy(static one => one.Letter.Lane, StringComparer.Ordinal).Select(static group => group.ToArray()).ToArray();
        var kept = new List<Waiting>[fresh.Length];
        await Each(fresh.Length, stop, async i => kept[i] = await InOrder(fresh[i], most == 1, stop));
        Waiting[] untold = [.. kept.SelectMany(static group => group).OrderBy(static one => one.Row.Position)];
        await Write(new() { Cursors = [new(_id, rows[^1].Position + 1)], Untold = [.. untold.Select(static one => one.Row)] });
        _cursor = rows[^1].Position + 1;
        foreach (var one in untold.Where(static one => one.Row.Next is not null))
            _lanes.Add(one);
        return true;
    }

    /// <summary>One customer's letters, in their order. What could not be told: the first that failed, and whatever stands behind it.</summary>
    async Task<List<Waiting>> InOrder(Waiting[] group, bool asking, CancellationToken stop)
    {
        var kept = new List<Waiting>();
        var blocked = _lanes.Has(group[0].Letter.Lane);
        foreach (var one in group)
        {
            blocked |= _circuit.IsOpen && !asking;
            if (!blocked && await Try(one.Letter, stop) is { } error)
                one.Row = Failed(one.Row, error);
            else if (!blocked)
                continue;
            blocked |= one.Row.Next is not null;
            kept.Add(one);
        }
        return kept;
    }

    /// <summary>While a receiver is away, what has waited as long as anything may becomes dead letters without being tried.</summary>
    async Task<bool> Bury(CancellationToken stop)
    {
        var than = time.GetUtcNow() - options.GiveUpAfter;
        var old = _lanes.TakeOlder(than);
        // Where its customer's lane was not emptied, what is read here is younger than what stands in it, and so is left as well.
        var rows = (await store.ReadFeed(_cursor, Page, stop)).TakeWhile(row => row.Entry.At <= than).ToArray();
        if (old.Count + rows.Length == 0)
            return false;
        old.AddRange(await Fresh(rows, stop));
        await Write(new()
        {
            Cursors = rows.Length == 0 ? [] : [new(_id, rows[^1].Position + 1)],
            Untold = [.. old.Select(static one => one.Row with { Next = null, Error = one.Row.Error ?? "receiver-away" })],
        });
        _cursor = rows.Length == 0 ? _cursor : rows[^1].Position + 1;
        return true;
    }

    async Task<List<Waiting>> Fresh(IReadOnlyList<FeedRow> rows, CancellationToken stop)
    {
        var found = new List<Waiting>();
        var now = time.GetUtcNow();
        foreach (var row in rows)
            if (await letters.Of(row.Entry, stop) is { } letter && _events.Contains(letter.Event))
                found.Add(new(new(_id, row.Position, row.Entry, row.Entry.At, 0, now, null), letter));
        return found;
    }

    async Task<string?> Try(Letter letter, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var error = await sender.Send(_url, _secrets.Where(secret => !(secret.Until <= now)).Select(static secret => secret.Secret), letter, stop);
        (error is null ? metrics.Told : metrics.Failed).Add(1);
        if (_circuit.Note(error is null))
            if (error is null)
                TellLog.UpAgain(log, _id);
            else
                TellLog.Down(log, _id, error);
        return error;
    }

    UntoldRow Failed(UntoldRow row, string error)
    {
        var now = time.GetUtcNow();
        double jitter;
        lock (_jitter)
            jitter = _jitter.NextDouble();
        return row with
        {
            Attempts = row.Attempts + 1, Error = error,
            Next = now - row.Since >= options.GiveUpAfter ? null : now + Backoff.After(row.Attempts + 1, options.FirstRetry, options.LongestRetry, jitter),
        };
    }

    async Task Write(TellChange change)
    {
        await store.Commit(new() { Tell = change with { DeadKept = options.DeadLetters } });
        if (change.Untold.Count(static row => row.Next is null) is > 0 and var dead)
        {
            metrics.Dead.Add(dead);
            TellLog.Dead(log, _id, dead);
        }
    }

    Task Each(int count, CancellationToken stop, Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = stop }, async (i, _) => await act(i));
}
