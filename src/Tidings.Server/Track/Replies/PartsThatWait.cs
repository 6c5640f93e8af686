using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Text.Reassembly;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// The parts of long texts that wait for the rest: joined in memory, and each in the store before its carrier is answered, since many carriers bring the second only when the first is acknowledged. What
/// memory holds can be read back at any time, which is also how a turn that failed is undone.
/// </summary>
internal sealed class PartsThatWait
{
    /// <summary>Parts that wait, of all texts together; the oldest are let go first.</summary>
    public const int Most = 8_192;
    const int RememberedJoined = 2_048;

    readonly SegmentReassembler _joining;
    readonly TimeSpan _within;
    readonly Dictionary<Key, List<string>> _rows = [];
    readonly Queue<(DateTimeOffset At, Key Key, string Row)> _oldestFirst = new();
    // Of customers who were erased: nobody reads them any more, and their rows go.
    readonly List<string> _gone = [];
    readonly HashSet<ulong> _joined = [];
    readonly Queue<ulong> _joinedOldestFirst = new();

    readonly record struct Key(string Carrier, SegmentParties Parties, ushort Reference, byte Bits);

    public PartsThatWait(TimeSpan within, TimeProvider time)
    {
        _within = within;
        _joining = new(new() { Messages = Most / 2, TotalOctets = Most * 256, Age = within }, time);
    }

    public static async ValueTask<PartsThatWait> Load(IStore store, PartSeals seals, TimeSpan within, TimeProvider time, ILogger log, CancellationToken cancel)
    {
        var parts = new PartsThatWait(within, time);
        var rows = await store.ReadDocuments(ReplyParts.Kind, false, cancel);
        foreach (var stored in rows.OrderBy(static row => row.Id, StringComparer.Ordinal))
        {
            if (await seals.Open(stored, cancel) is not { } row)
            {
                parts._gone.Add(stored.Id);
                continue;
            }
            if (StoredPart.Read(row) is not { Place: { } place } text)
            {
                ReplyLog.PartUnreadable(log);
                continue;
            }
            parts._joining.Add(PartiesOf(text), place, text.UserData, text.DataCoding, text.HasHeader, out _);
            parts.Remember(text, place, row);
        }
        if (rows.Count > 0)
            ReplyLog.PartsRead(log, rows.Count);
        return parts;
    }

    public int Waiting => _oldestFirst.Count;

    /// <param name="row">What is to be durable before the part is acknowledged. Null: nothing more.</param>
    /// <param name="whole">The text, where this was the last part of it.</param>
    public void Add(InboundText text, SegmentReference place, DateTimeOffset now, out DocumentRow? row, out WholeText? whole)
    {
        (row, whole) = (null, null);
        var seen = Of(text, place);
        if (_joined.Contains(seen))
            return;
        switch (_joining.Add(PartiesOf(text), place, text.UserData, text.DataCoding, text.HasHeader, out var message))
        {
            case ReassemblyStatus.Waiting or ReassemblyStatus.StartedOver:
                row = StoredPart.Row(text, place, now);
                Remember(text, place, row);
                break;
            case ReassemblyStatus.Complete:
                _rows.Remove(KeyOf(text, place), out var rows);
                whole = new(text, message!.Text(text.Reading), rows ?? []);
                RememberJoined(text, place, message.Segments);
                break;
            case ReassemblyStatus.Invalid or ReassemblyStatus.TooLarge:
                whole = WholeText.Of(text);
                break;
        }
    }

    /// <summary>The rows that have waited too long, or are too many.</summary>
    public IReadOnlyList<string> TakeAged(DateTimeOffset now)
    {
        List<string>? aged = null;
        while (_oldestFirst.TryPeek(out var oldest) && (now - oldest.At > _within || _oldestFirst.Count > Most))
        {
            _oldestFirst.Dequeue();
            // Those of a text that is whole are removed with it.
            if (!_rows.TryGetValue(oldest.Key, out var rows) || !rows.Remove(oldest.Row))
                continue;
            if (rows.Count == 0)
                _rows.Remove(oldest.Key);
            (aged ??= []).Add(oldest.Row);
        }
        if (_gone.Count > 0)
        {
            (aged ??= []).AddRange(_gone);
            _gone.Clear();
        }
        return aged ?? (IReadOnlyList<string>)[];
    }

    public static IReadOnlyList<DocumentRemoval> Removals(IEnumerable<string> rows) => [.. rows.Select(static row => new DocumentRemoval(ReplyParts.Kind, row, 1))];

    void Remember(InboundText text, SegmentReference place, DocumentRow row)
    {
        var key = KeyOf(text, place);
        if (!_rows.TryGetValue(key, out var rows))
            _rows.Add(key, rows = []);
        rows.Add(row.Id);
        _oldestFirst.Enqueue((row.At, key, row.Id));
    }

    /// <summary>A part that comes again when its text is whole must not begin another.</summary>
    void RememberJoined(InboundText text, SegmentReference place, IReadOnlyList<ReassembledSegment> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            var seen = Of(text with { UserData = segments[i].UserData.ToArray() }, place with { Number = (byte)(i + 1) });
            if (_joined.Add(seen))
                _joinedOldestFirst.Enqueue(seen);
        }
        while (_joinedOldestFirst.Count > RememberedJoined)
            _joined.Remove(_joinedOldestFirst.Dequeue());
    }

    static ulong Of(InboundText text, SegmentReference place) =>
        Core.Events.EventKey.Of($"{text.Carrier}\n{text.From.Digits}\n{text.To}", $"{place.Reference}/{place.Bits}/{place.Total}/{place.Number}/{text.Time}/{text.Reference}", Convert.ToHexString(text.UserData));

    static Key KeyOf(InboundText text, SegmentReference place) => new(text.Carrier, PartiesOf(text), place.Reference, place.Bits);

    static SegmentParties PartiesOf(InboundText text) => new($"{text.Carrier}\n{text.From.Digits}", text.To);
}
