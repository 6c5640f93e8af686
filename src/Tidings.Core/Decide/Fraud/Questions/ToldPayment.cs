using MemoryPack;
using Tidings.Core.Customers;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>A payment that a text told its customer of, and that nobody asked him about. What it takes to ask when he denies it, and to label it.</summary>
/// <param name="Points">What it was judged to be; 0 where its booking was told and not what came before it.</param>
/// <param name="Ticks">When he heard of it, UTC: at the end of the quiet hours where the text waited for that.</param>
/// <param name="To">Print of the number that the text went to.</param>
[MemoryPackable]
public sealed partial record ToldPayment(AskedPayment Asked, Payment Payment, float Points, long Ticks, uint To)
{
    /// <summary>So many of a customer are remembered.</summary>
    public const int Most = 3;

    [MemoryPackIgnore] public DateTimeOffset At => new(Ticks, TimeSpan.Zero);

    public static uint NumberOf(Msisdn number) => (uint)HeardReply.NumberOf(number);

    public override string ToString() => "told payment (redacted)";
}
