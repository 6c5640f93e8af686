using System.Collections.Frozen;

namespace Tidings.Simulator;

/// <summary>
/// Numbers that behave in a way of their own wherever they lie: the last six digits say how. They spare a test a call to
/// <c>PUT /behaviour</c>, and two tests that run at once do not disturb each other. docs/simulator.md has the table for people.
/// </summary>
public static class MagicNumbers
{
    /// <summary>The rules by the last six digits of the destination.</summary>
    public static FrozenDictionary<string, NumberRule> BySuffix { get; } = new Dictionary<string, NumberRule>
    {
        ["999001"] = new() { State = ReceiptState.Undeliverable, Error = 1 },
        ["999002"] = new() { State = ReceiptState.Expired, Error = 27 },
        ["999003"] = new() { State = ReceiptState.Rejected, Error = 69 },
        ["999004"] = new() { State = ReceiptState.Deleted },
        ["999005"] = new() { State = ReceiptState.Unknown },
        ["999006"] = new() { State = ReceiptState.Accepted },
        ["999007"] = new() { Receipts = ReceiptMode.None },
        ["999008"] = new() { Receipts = ReceiptMode.Hold },
        ["999009"] = new() { ReceiptBeforeResponse = true },
        ["999010"] = new() { ReceiptCopies = 2 },
        ["999011"] = new() { ReceiptDelay = TimeSpan.FromSeconds(30) },
        ["999020"] = new() { Refuse = SmscStatus.InvalidDestination },
        ["999021"] = new() { Refuse = SmscStatus.Throttled, RefuseOnce = true },
        ["999022"] = new() { Refuse = SmscStatus.QueueFull, RefuseOnce = true },
        ["999023"] = new() { Refuse = SmscStatus.SystemError },
        ["999024"] = new() { Refuse = SmscStatus.Throttled },
        ["999030"] = new() { NoResponse = true },
        ["999031"] = new() { Disconnect = true },
        ["999040"] = new() { AutoReply = "STOP" },
        ["999041"] = new() { AutoReply = "I did not make this payment. Please call me back as soon as you can, and until then let nothing leave my account: no card payment, no transfer, no standing order. I am at work until six." },
        ["999042"] = new() { AutoReply = "यह भुगतान मैंने नहीं किया" },
    }.ToFrozenDictionary();

    static readonly FrozenDictionary<string, NumberRule>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        BySuffix.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static NumberRule? For(ReadOnlySpan<byte> destination)
    {
        if (destination.Length < 7 || !destination[^6..^3].SequenceEqual("999"u8))
            return null;
        Span<char> suffix = stackalloc char[6];
        for (var i = 0; i < 6; i++)
            suffix[i] = (char)destination[destination.Length - 6 + i];
        return Lookup.TryGetValue(suffix, out var rule) ? rule : null;
    }
}
