using MemoryPack;

namespace Tidings.Core.Messages;

/// <summary>Who the text is from, as the phone shows it: up to 11 letters and digits, or a number.</summary>
[MemoryPackable]
public readonly partial record struct SenderId(string Value)
{
    public override string ToString() => Value;
}
