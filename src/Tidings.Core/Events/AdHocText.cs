using MemoryPack;

namespace Tidings.Core.Events;

/// <summary>A text that a person or a system of the bank wrote for one customer, without a template.</summary>
/// <param name="Text">What the phone is to show.</param>
/// <param name="Validity">How long it may be sent, from when it may first be sent: 1 minute to 7 days.</param>
/// <param name="Caller">Who sends it: the caller's identity.</param>
/// <param name="Why">As the caller said it.</param>
[MemoryPackable]
public sealed partial record AdHocText(string Text, TimeSpan Validity, string Caller, string Why)
{
    public override string ToString() => "ad-hoc text (redacted)";
}
