using System.Text;
using Tidings.Fuzz.Engine;
using Tidings.Smpp.Text.Receipts;
using Tidings.Smpp.Text.Times;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// A receipt's text, a carrier's message id and a time. Oracles: nothing allocated but an id's hash; what is found lies within what came; ids differ
/// by more than case and leading zeros or have one key; a time that can be read can be written and read again.
/// </summary>
internal sealed class SmppReceiptTarget : FuzzTarget
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    static readonly string[] Pieces = ["id:", "sub:", "dlvrd:", "submit date:", "done date:", "stat:", "err:", "text:", "Text:", "status:", "error:", "DELIVRD", "EXPIRED", "2611230801", "20261123080159", "2026-11-23 08:01:00", "000001000000000R", "261123080100000+", " ", ",", "0x", "000"];

    readonly MessageIdKey[] _keys = new MessageIdKey[MessageIdKey.MaxCandidates];

    public override string Name => "smpp-receipt";

    public override int Longest => 65536;

    public override long MayAllocate(int octets) => 1024 + octets * 2L;

    public override IReadOnlyList<byte[]> Words { get; } = [.. Pieces.Select(Encoding.Latin1.GetBytes)];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "id:0123456789 sub:001 dlvrd:001 submit date:2611230801 done date:2611230802 stat:DELIVRD err:000 text:Your code"u8.ToArray(),
        "stat:EXPIRED,id:6AAD5,err:12;text:"u8.ToArray(), "261123080100000+"u8.ToArray(), "000001000000000R"u8.ToArray(), "0x00AbCdEf"u8.ToArray(),
        "340282366920938463463374607431768211455"u8.ToArray(), "done date:2026-11-23 08:01:00 id:a|stat:REJECTD"u8.ToArray(),
    ];

    public override void Run(byte[] input, Features seen)
    {
        var isReceipt = DeliveryReceiptParser.TryParse(input, out var receipt);
        seen.Add(1, isReceipt ? 1u : 0);
        seen.Add(2, (uint)(receipt.State ?? 0));
        seen.Add(3, (receipt.SubmitDate is null ? 0u : 1) | (receipt.DoneDate is null ? 0u : 2) | (receipt.Submitted is null ? 0u : 4) | (receipt.HasText ? 8u : 0) | (receipt.Error.IsEmpty ? 0u : 16) | (receipt.Id.IsEmpty ? 0u : 32));
        Oracle.Holds(Within(input, receipt.Id) && Within(input, receipt.Stat) && Within(input, receipt.Error) && Within(input, receipt.Text), "what is found lies in what came");
        receipt.Prefer(input.AsSpan(0, Math.Min(input.Length, 65)), input.Length > 0 ? input[0] : null, input.AsSpan(0, Math.Min(input.Length, 3)));
        Ids(isReceipt ? receipt.Id : input, seen);
        Times(input, seen);
    }

    void Ids(ReadOnlySpan<byte> id, Features seen)
    {
        var key = MessageIdKey.OfResponse(id);
        var count = MessageIdKey.OfReceipt(id, MessageIdRule.Auto, _keys);
        seen.Add(4, (uint)count);
        Oracle.Holds(count is >= 1 and <= MessageIdKey.MaxCandidates && _keys[0] == key, "an id that comes as it went has its key first");
        if (id.Length is 0 or > 60)
            return;
        Span<byte> otherwise = stackalloc byte[id.Length + 2];
        "00"u8.CopyTo(otherwise);
        Ascii.ToUpper(id, otherwise[2..], out var upper);
        if (upper == id.Length && id[0] is not ((byte)0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') && !(id.Length > 1 && id[0] == '0' && (id[1] | 0x20) == 'x'))
            Oracle.Holds(MessageIdKey.OfResponse(otherwise) == key, "case and leading zeros do not matter");
    }

    static void Times(byte[] input, Features seen)
    {
        var readable = SmppTime.TryParse(input.AsSpan(0, Math.Min(input.Length, 17)), out var time);
        seen.Add(5, readable ? (uint)time.Kind : 9);
        if (!readable || time.Resolve(Now) is not { } moment)
            return;
        _ = time.Resolve(DateTimeOffset.MaxValue.AddYears(-1));
        _ = time.Resolve(DateTimeOffset.MaxValue);
        if (moment.Year is < 2000 or > 2099 || moment.ToUniversalTime().Year is < 2000 or > 2099)
            return;
        Span<byte> written = stackalloc byte[SmppTime.Length];
        SmppTimeFormat.Absolute(moment, written);
        Oracle.Holds(SmppTime.TryParse(written, out var again) && again.Resolve(Now) == moment, "a time that is read can be written");
    }

    static bool Within(byte[] input, ReadOnlySpan<byte> found) => found.IsEmpty || input.AsSpan().Overlaps(found);
}
