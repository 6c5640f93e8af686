using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Pdus;

namespace Tidings.Server.Track;

/// <summary>What speaks against an inbound text. Whatever it is, the text is counted and acknowledged, and nothing is done by it.</summary>
internal enum Foreign : byte
{
    /// <summary>Nothing.</summary>
    No = 0,
    /// <summary>It went to an address under which this carrier does not know us.</summary>
    Destination,
    /// <summary>Its sender is no phone: not 3 to 15 digits, or an address of our own.</summary>
    Source,
}

/// <summary>Whether an inbound text can be one of a customer's, over the carrier that brought it: who forges one must at least know where replies go.</summary>
internal static class InboundOrigin
{
    /// <param name="senders">Under which senders the carrier knows us; null: not known here.</param>
    /// <param name="numbers">The numbers at which the carrier takes replies for us besides.</param>
    public static Foreign Of(in DeliverSm pdu, SenderRegister? senders, string[] numbers) => Of(pdu.Destination.Value, pdu.Source.Value, senders, numbers);

    /// <inheritdoc cref="Of(in DeliverSm, SenderRegister?, string[])"/>
    public static Foreign Of(ReadOnlySpan<byte> to, ReadOnlySpan<byte> from, SenderRegister? senders, string[] numbers)
    {
        if (senders is not null && !senders.IsOurs(to, numbers))
            return Foreign.Destination;
        return IsPhone(from) && senders?.IsOurs(from, numbers) != true ? Foreign.No : Foreign.Source;
    }

    static bool IsPhone(ReadOnlySpan<byte> source)
    {
        if (source is [(byte)'+', ..])
            source = source[1..];
        return source.Length is >= 3 and <= 15 && !source.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
