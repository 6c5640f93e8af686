using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Security.Sealing;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// The parts of long texts that wait for the rest: joined in memory, and each in the store before its carrier is answered, since many carriers bring the second only when the first is acknowledged. What never
/// becomes whole is read as it is when its time is over; that it was is remembered for a while, so that a rest that comes late does nothing twice. What memory holds can be read back at any time, which is also
/// how a turn that failed is undone.
/// </summary>
internal sealed class PartsThatWait(TimeSpan within)
{
    /// <summary>Parts that wait, of all texts together, and texts that are remembered; beyond it those whose time is over first are read, or forgotten, before it is.</summary>
    public const int Most = 8_192;
    /// <summary>As much as short_message takes. What is longer is a text by itself.</summary>
    const int LongestPart = 254;
    static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    readonly Dictionary<PartsKey, WaitingParts> _texts = [];
    readonly PriorityQueue<WaitingParts, DateTimeOffset> _byDue = new();
    readonly List<WholeText> _cut = [];
    readonly List<string> _forgotten = [];
    int _count;

    public static async ValueTask<PartsThatWait> Load(IStore store, PartSeals seals, TimeSpan within, ILogger log, CancellationToken cancel)
    {
        var parts = new PartsThatWait(within);
        var rows = await store.ReadDocuments(ReplyParts.Kind, false, cancel);
        foreach (var kept in rows.OrderBy(static row => row.Id, StringComparer.Ordinal))
        {
            DocumentRow? row;
            try
            {
                row = await seals.Open(kept, cancel);
            }
            catch (SealRefusedException)
            {
                ReplyLog.PartUnreadable(log);
                continue;
            }
            // Whose customer was erased: nobody reads it any more, and it goes.
            if (row is null)
                parts._forgotten.Add(kept.Id);
            else if (StoredPart.Read(row) is not { } stored)
                ReplyLog.PartUnreadable(log);
            else if (stored.Heard is { } heard)
                parts.Recall(stored, heard, row);
            else if (stored.ToText() is { Place: { } place } text)
                parts.AddStored(text, place, row);
        }
        if (rows.Count > 0)
            ReplyLog.PartsRead(log, rows.Count);
        return parts;
    }

    /// <summary>Parts that wait, and texts that are remembered.</summary>
    public int Count => _count;

    /// <param name="row">What is to be durable before the part is acknowledged. Null: nothing more.</param>
    /// <param name="whole">The text, where this was the last part of it.</param>
    public void Add(InboundText text, SegmentReference place, DateTimeOffset now, out DocumentRow? row, out WholeText? whole)
    {
        row = null;
        if (!place.IsValid || text.UserData.Length > LongestPart)
        {
            whole = WholeText.Of(text);
            return;
        }
        var stored = StoredPart.Row(text, place, now);
        if (!Add(text, place, now, stored.Id, out whole))
            return;
        // Also the last: were the others left alone by a crash after its answer, they would be read once more, as a text without it.
        row = stored;
    }

    void AddStored(InboundText text, SegmentReference place, DocumentRow row)
    {
        if (!Add(text, place, row.At, row.Id, out var whole))
            _forgotten.Add(row.Id);
        else if (whole is not null)
            _cut.Add(whole);
    }

    /// <summary>False: it is there already.</summary>
    bool Add(InboundText text, SegmentReference place, DateTimeOffset at, string row, out WholeText? whole)
    {
        whole = null;
        var key = PartsKey.Of(text, place);
        if (_texts.TryGetValue(key, out var parts))
        {
            switch (parts.Fit(text, place))
            {
                case PartFit.Same: return false;
                case PartFit.Contradicts:
                    Drop(parts);
                    parts = null;
                    break;
            }
        }
        if (parts is null)
            _texts.Add(key, parts = new(key, place.Total));
        if (parts.Waiting == 0)
            FallsDue(parts, at + within);
        parts.Put(text, place, row);
        _count++;
        if (parts.IsWhole)
            whole = Read(parts, at);
        return true;
    }

    /// <summary>What is to be read as it is now, its time being over or there being no room for it.</summary>
    public IReadOnlyList<WholeText> TakeDue(DateTimeOffset now)
    {
        while (_byDue.TryPeek(out var parts, out var due) && (parts.IsGone || parts.Due != due || due <= now || _count > Most))
        {
            _byDue.Dequeue();
            if (parts.IsGone || parts.Due != due)
                continue;
            if (parts.Waiting > 0 && due <= now)
                _cut.Add(Read(parts, now));
            else
                Drop(parts);
        }
        WholeText[] cut = [.. _cut];
        _cut.Clear();
        return cut;
    }

    /// <summary>Rows that nobody needs any more.</summary>
    public IReadOnlyList<string> TakeForgotten()
    {
        string[] forgotten = [.. _forgotten];
        _forgotten.Clear();
        return forgotten;
    }

    public static IReadOnlyList<DocumentRemoval> Removals(IEnumerable<string> rows) => [.. rows.Select(static row => new DocumentRemoval(ReplyParts.Kind, row, 1))];

    WholeText Read(WaitingParts parts, DateTimeOffset now)
    {
        _count += (parts.IsHeard ? 0 : 1) - parts.Waiting;
        var text = parts.Read();
        FallsDue(parts, now + Kept);
        return text;
    }

    TimeSpan Kept => within > Remembered ? within : Remembered;

    void Recall(StoredPart stored, ulong[] heard, DocumentRow row)
    {
        var place = new SegmentReference(stored.Reference, stored.Total, 0, stored.Bits);
        var key = PartsKey.Of(stored.ToText(), place);
        if (_texts.TryGetValue(key, out var known))
            Drop(known);
        var parts = new WaitingParts(key, stored.Total);
        parts.Remembered(row.Id, heard, stored.SaidStop);
        _texts.Add(key, parts);
        _count++;
        FallsDue(parts, row.At + Kept);
    }

    void FallsDue(WaitingParts parts, DateTimeOffset due)
    {
        parts.Due = due;
        _byDue.Enqueue(parts, due);
    }

    /// <summary>Its reference is another text's now, there is no room for it, or nobody brings more of it.</summary>
    void Drop(WaitingParts parts)
    {
        parts.IsGone = true;
        _texts.Remove(parts.Key);
        _count -= parts.Waiting + (parts.IsHeard ? 1 : 0);
        if (parts.Waiting > 0)
            _cut.Add(parts.Read() with { Parts = null });
        else if (parts.Mark is { } mark)
            _forgotten.Add(mark);
    }
}
