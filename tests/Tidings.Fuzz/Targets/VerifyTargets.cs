using System.Text;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

internal sealed class PurposesTarget : DocumentTarget
{
    public override string Name => "purposes";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(["purposes", "limits", "id", "title", "template", "length", "alphabet", "digits", "letters-and-digits", "validity", "PT5M", "PT10M", "tries", "cooldown", "PT30S", "resends", "resend", "same", "anyNumber", "binds", "payment", "nothing", "customer", "wrong", "phone", "prefix", "country", "session", "ip", "device", "most", "within",
        "guards", "failures", "aDay", "times", "for", "untilResumed", "then", "pumping", "mode", "conversion", "window", "trial", "countries", "allow", "block", "GB", "numberTypes", "refuse", "voip", "changed", "simSwap", "whenUnknown", "send", "wait", "step-up", "deny", "monitor", "enforce", "P3D"]);

    public override IEnumerable<byte[]> Seeds() => [AlertRuleWriter.Write(PresetPurposes.List), "{\"purposes\":[{\"id\":\"a\",\"template\":\"t\"}]}"u8.ToArray(),
        """{"purposes":[{"id":"a","template":"t","countries":{"allow":["GB"]},"numberTypes":{"refuse":["voip"]},"changed":{"within":"P3D","then":"wait"},"simSwap":{"within":"P3D","then":"step-up"}}],"guards":{"failures":{"most":5},"pumping":{"mode":"limit"}}}"""u8.ToArray()];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var list = PurposeListReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(list is null == errors.Count > 0, "a list is taken or told what is wrong");
        if (list is null)
            return;
        var written = AlertRuleWriter.Write(list);
        Oracle.Holds(PurposeListReader.Read(written, errors) is { } again && AlertRuleWriter.Write(again).AsSpan().SequenceEqual(written), "what is read can be written and reads the same");
        var book = PurposeBook.Of(list);
        foreach (var purpose in list.Purposes)
        {
            Oracle.Holds(book.Find(purpose.Id) == purpose, "each purpose is found");
            Oracle.Holds(purpose is { Length: >= Purpose.FewestCharacters and <= Purpose.MostCharacters, Tries: >= 1 and <= Purpose.MostTries } && purpose.Validity <= Purpose.LongestValidity, "no code is weaker than the bounds");
        }
    }
}

/// <summary>What a person types for a code, in UTF-16.</summary>
internal sealed class TypedCodeTarget : FuzzTarget
{
    public override string Name => "typed-codes";

    public override long MayAllocate(int octets) => 64 * 1024 + 64L * octets;

    public override int Longest => 4096;

    public override IEnumerable<byte[]> Seeds() => ((string[])["482913", " 482-913 ", "ab2c-x", "٤٨٢٩١٣", "\ud83d alone", "\u200e1 2 3"]).Select(Encoding.BigEndianUnicode.GetBytes);

    public override void Run(byte[] input, Features seen)
    {
        var text = string.Create(input.Length / 2, input, static (chars, octets) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = (char)(octets[i * 2] << 8 | octets[(i * 2) + 1]);
        });
        var code = Codes.Typed(text);
        Oracle.Holds(code.Length <= Codes.LongestTyped && code == Codes.Typed(text), "a code is bounded, and read the same each time");
        Oracle.Holds(code.Length > Purpose.MostCharacters || Codes.Typed(code) == code, "what is read as a code reads as itself");
        seen.Add(1, (uint)code.Length);
    }
}
