using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Text.Reassembly;

namespace Tidings.Server.Track.Replies;

/// <summary>Which text a part is of: a phone counts its long texts, and begins again.</summary>
internal readonly record struct PartsKey(string Carrier, string From, string To, ushort Reference, byte Bits)
{
    public static PartsKey Of(InboundText text, SegmentReference place) => new(text.Carrier, text.From.Digits, text.To, place.Reference, place.Bits);

    public override string ToString() => "(redacted)";
}

/// <summary>How a part fits what is there of its text.</summary>
internal enum PartFit : byte
{
    New,
    /// <summary>The carrier brings it again.</summary>
    Same,
    /// <summary>References come round again: it is of another text.</summary>
    Contradicts,
}

/// <summary>The parts of one long text that have come: those that wait to be read, and, of those that were read already, what tells that they come again.</summary>
internal sealed class WaitingParts(PartsKey key, byte total)
{
    readonly InboundText?[] _waiting = new InboundText?[total];
    readonly ulong[] _heard = new ulong[total];
    readonly List<string> _rows = [];
    InboundText? _last;

    public PartsKey Key => key;

    /// <summary>When what waits is read as it is; where nothing does, when the text is forgotten.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The row that remembers what was read. Null: nothing was.</summary>
    public string? Mark { get; private set; }

    /// <summary>What was read of it said STOP.</summary>
    public bool SaidStop { get; set; }

    public bool IsGone { get; set; }
    public int Waiting { get; private set; }
    public bool IsWhole => Waiting + Known == total;

    /// <summary>Some of it was read already.</summary>
    public bool IsHeard => Known > 0;
    int Known => _heard.Count(static one => one != 0);

    public PartFit Fit(InboundText part, SegmentReference place)
    {
        if (place.Total != total)
            return PartFit.Contradicts;
        var there = _waiting[place.Number - 1] is { } waits ? HashOf(waits) : _heard[place.Number - 1];
        return there == 0 ? PartFit.New : there == HashOf(part) ? PartFit.Same : PartFit.Contradicts;
    }

    /// <param name="row">Where it is stored. Null: it is the last, which is decided before it is answered.</param>
    public void Put(InboundText part, SegmentReference place, string? row)
    {
        _waiting[place.Number - 1] = _last = part;
        Waiting++;
        if (row is not null)
            _rows.Add(row);
    }

    /// <summary>All that waits as one text, which is from now on one that was read.</summary>
    public WholeText Read()
    {
        // Whichever part came last, whatever its number: its carrier waits for an answer.
        var last = _last!;
        var missing = IsHeard ? Missing.Beginning : IsWhole ? Missing.Nothing : Missing.Rest;
        // The same again however the parts are read back: the first of these names, and the first part's time, are those of the event, which is told again after a crash. Where there is a mark it comes first.
        string[] rows = [.. _rows.Order(StringComparer.Ordinal)];
        var text = new WholeText(last, Text(last), Mark is { } mark ? [mark, .. rows] : rows, this, missing) { First = _waiting.First(static part => part is not null)! };
        for (var i = 0; i < total; i++)
            _heard[i] = _waiting[i] is { } part ? HashOf(part) : _heard[i];
        Array.Clear(_waiting);
        _rows.Clear();
        (Waiting, _last) = (0, null);
        return text;
    }

    /// <summary>What is to remember that it was read.</summary>
    public DocumentRow Remember(DateTimeOffset now)
    {
        var row = StoredPart.Row(key, total, _heard, SaidStop, now);
        Mark = row.Id;
        return row;
    }

    public void Remembered(string row, ulong[] heard, bool saidStop)
    {
        heard.AsSpan(0, Math.Min(heard.Length, total)).CopyTo(_heard);
        (Mark, SaidStop) = (row, saidStop);
    }

    /// <summary>Neighbours are read together, so that a pair or an escape that was cut in two still reads; where some are missing, three dots stand. Null: a part holds no text.</summary>
    string? Text(InboundText last)
    {
        var (runs, run) = (new List<string>(), new List<ReassembledSegment>());
        for (var i = 0; i <= total; i++)
        {
            if (i < total && _waiting[i] is { } part)
            {
                run.Add(new(part.UserData, part.DataCoding, part.HasHeader));
                continue;
            }
            if (run.Count > 0)
            {
                if (new ReassembledMessage(run).Text(last.Reading) is not { } words)
                    return null;
                runs.Add(words);
            }
            run.Clear();
        }
        return (_waiting[0] is null ? "… " : "") + string.Join(" … ", runs) + (_waiting[^1] is null ? " …" : "");
    }

    static ulong HashOf(InboundText part) => EventKey.Of("part", part.DataCoding.ToString(System.Globalization.CultureInfo.InvariantCulture), Convert.ToHexString(part.UserData)) | 1;

    public override string ToString() => "parts of a text (redacted)";
}
