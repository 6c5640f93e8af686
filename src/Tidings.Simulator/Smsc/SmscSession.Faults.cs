using System.Buffers.Binary;

namespace Tidings.Simulator.Smsc;

internal sealed partial class SmscSession
{
    /// <summary>More than any PDU can have, and more than a peer should ever reserve.</summary>
    const uint Oversize = 0x7FFFFFFF;

    void Misbehave(Fault fault, Span<byte> response, uint sequence)
    {
        switch (fault)
        {
            case Fault.NoResponse:
                break;
            case Fault.Disconnect:
                closing = true;
                break;
            case Fault.DisconnectMidPdu:
                output.Append(response[..(response.Length / 2)]);
                closing = true;
                break;
            case Fault.Garbage:
                Span<byte> garbage = stackalloc byte[32];
                new Random(options.Seed + (int)sequence).NextBytes(garbage);
                // A first byte that can be no length's: else the garbage might wait for more to come.
                garbage[0] |= 0x80;
                Send(garbage, 0);
                break;
            case Fault.Oversized:
                BinaryPrimitives.WriteUInt32BigEndian(response, Oversize);
                Send(response, 0);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault));
        }
    }
}
