using System.Runtime.CompilerServices;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// Whom and what a customer has used, by prints of 16 bits, the latest first; the one that was not used for longest is forgotten. A stranger is taken for known once in 65,536 for each print that is kept
/// (one in 2,048 for the 32 merchants); one who was forgotten is called new.
/// </summary>
internal struct KnownPrints
{
    const int Merchants = 32, Terminals = 32, Payees = 16, Devices = 8, Countries = 8;

    [InlineArray(Merchants + Terminals + Payees + Devices + Countries)]
    struct Slots
    {
        ushort _first;
    }

    Slots _slots;

    /// <summary>Whether each was never used; an absent one is -1.</summary>
    public readonly (int Terminal, int Merchant, int Payee, int Device, int Country) News(in Payment payment)
    {
        ReadOnlySpan<ushort> slots = _slots;
        return (New(slots[Merchants..(Merchants + Terminals)], payment.Terminal), New(slots[..Merchants], payment.Merchant),
            New(slots.Slice(Merchants + Terminals, Payees), payment.Payee), New(slots.Slice(Merchants + Terminals + Payees, Devices), payment.Device),
            New(slots[^Countries..], payment.Country));
    }

    public void Add(in Payment payment)
    {
        Span<ushort> slots = _slots;
        Remember(slots[Merchants..(Merchants + Terminals)], payment.Terminal);
        Remember(slots[..Merchants], payment.Merchant);
        Remember(slots.Slice(Merchants + Terminals, Payees), payment.Payee);
        Remember(slots.Slice(Merchants + Terminals + Payees, Devices), payment.Device);
        Remember(slots[^Countries..], payment.Country);
    }

    static int New(ReadOnlySpan<ushort> slots, ulong print) => print == 0 ? -1 : slots.Contains(Short(print)) ? 0 : 1;

    static void Remember(Span<ushort> slots, ulong print)
    {
        if (print == 0)
            return;
        var at = slots.IndexOf(Short(print));
        var end = at < 0 ? slots.Length - 1 : at;
        slots[..end].CopyTo(slots[1..]);
        slots[0] = Short(print);
    }

    /// <summary>0 is an empty slot.</summary>
    static ushort Short(ulong print)
    {
        print *= 0x9E3779B97F4A7C15;
        return (ushort)Math.Max(1, (uint)(print >> 48));
    }
}
