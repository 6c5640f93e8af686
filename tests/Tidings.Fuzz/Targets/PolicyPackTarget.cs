using System.Text;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

/// <summary>A bank's own pack of policies: read with its sources, checked between its rules, written and read again.</summary>
internal sealed class PolicyPackTarget : DocumentTarget
{
    public override string Name => "policy-packs";
    public override int Longest => 16 * 1024;

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(
    [
        "id", "title", "rules", "jurisdiction", "effect", "classes", "when", "params", "source", "effective", "until", "revoked", "text", "kept", "reach", "exempts", "require", "deny", "limit", "defer", "suppress", "step-up",
        "must-send", "exempt", "promotional", "one-time-code", "GB", "US", "2026-11-25", "PT24H", "22:00",
    ]);

    // One rule each, since a whole pack is longer than what is tried.
    public override IEnumerable<byte[]> Seeds() =>
    [
        .. ShippedPacks.All.Select(static pack => PolicyPackWriter.Write(pack with { Rules = [.. pack.Rules.Take(1)] })),
        Encoding.UTF8.GetBytes("""{"id":"mine","title":"Mine","rules":[]}"""),
    ];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var pack = PolicyPackReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(pack is null == errors.Count > 0, "a pack is taken or told what is wrong");
        if (pack is null)
            return;
        seen.Add(4, (uint)pack.Rules.Count);
        var written = PolicyPackWriter.Write(pack);
        var again = PolicyPackReader.Read(written, errors);
        Oracle.Holds(again is not null && PolicyPackWriter.Write(again).AsSpan().SequenceEqual(written), "what is read can be written and reads the same");
    }
}
