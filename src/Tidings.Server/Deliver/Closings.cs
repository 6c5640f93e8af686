using System.Threading.Channels;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

/// <summary>
/// Ends what waits for customers whom the bank has closed. The closing and a note of it are one durable write; the note goes when nothing of his waits any more. What an earlier run left is ended before the first
/// text can leave: whoever acknowledged the closing has promised it.
/// </summary>
internal sealed class Closings(IStore store, Outbox outbox, WaitingTexts waiting, Lookups lookups, TimeProvider time, ILogger<Closings> log) : BackgroundService
{
    const int Page = 200;
    /// <summary>After what a bind has, or the store refused, it is tried again.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There are new notes.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((await store.ReadLastDocuments(ClosingNote.Kind, null, 1, cancellationToken)).Count > 0)
        {
            // Until then the texts of the last moments before a crash are not found.
            await lookups.Whole.WaitAsync(cancellationToken);
            await Persistently(cancellationToken);
            Wake();
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lookups.Whole.WaitAsync(stoppingToken);
            while (await _wake.Reader.WaitToReadAsync(stoppingToken))
            {
                _wake.Reader.TryRead(out _);
                await Persistently(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Persistently(CancellationToken cancel)
    {
        while (!await Try(cancel))
            await Task.Delay(Pause, time, cancel);
    }

    async Task<bool> Try(CancellationToken cancel)
    {
        try
        {
            return await Pass(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The kind alone: its words may quote a customer.
            DeliverLog.ClosingFailed(log, failure.GetType().Name);
            return false;
        }
    }

    /// <returns>False: something of somebody is with a bind, which may give it back, or not to be found yet.</returns>
    async Task<bool> Pass(CancellationToken cancel)
    {
        var all = true;
        string? before = null;
        while (await store.ReadLastDocuments(ClosingNote.Kind, before, Page, cancel) is { Count: > 0 } page)
        {
            var done = new List<DocumentRemoval>(page.Count);
            foreach (var note in page)
            {
                if (await End(note, cancel))
                    done.Add(ClosingNote.Done(note));
                else
                    all = false;
            }
            if (done.Count > 0)
                await store.Commit(new() { Removed = done, LowPriority = true });
            before = page[^1].Id;
        }
        return all;
    }

    async ValueTask<bool> End(DocumentRow note, CancellationToken cancel)
    {
        if (ClosingNote.RowOf(note) is not { } row)
            return true;
        // Another closing has woken this between the write of the note and the offer of what was written with it, which is found only after that.
        if (outbox.Uncommitted.Low(new(row.Value + 1)).Value <= row.Value)
            return false;
        try
        {
            // Null: he was erased meanwhile, and nothing of him opens.
            return await store.ReadMessage(row, cancel) is not { } closed || await waiting.Close(closed.Row.Customer, row, cancel);
        }
        catch (SealRefusedException)
        {
            return true;
        }
    }
}
