using MemoryPack;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>A payment that a text told its customer of, and that nobody asked him about. What it takes to ask when he denies it, and to label it.</summary>
/// <param name="Points">What it was judged to be; 0 where its booking was told and not what came before it.</param>
/// <param name="Ticks">When he heard of it, UTC: at the end of the quiet hours where the text waited for that.</param>
[MemoryPackable]
public sealed partial record ToldPayment(AskedPayment Asked, Payment Payment, float Points, long Ticks)
{
    /// <summary>So many of a customer are remembered.</summary>
    public const int Most = 3;

    [MemoryPackIgnore] public DateTimeOffset At => new(Ticks, TimeSpan.Zero);

    public override string ToString() => "told payment (redacted)";
}
