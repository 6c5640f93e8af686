using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>What submit_sm, deliver_sm, submit_multi and replace_sm share.</summary>
internal static class ShortMessages
{
    /// <summary>service_type, two addresses, two times, eight octets and sm_length; dest addresses of submit_multi come on top.</summary>
    public const int MaxLength = 6 + 2 * 23 + 2 * 17 + 9;

    public static void Write(scoped ref PduWriter writer, ReadOnlySpan<byte> message)
    {
        if (message.Length > byte.MaxValue)
        {
            writer.Fail(CommandStatus.ESME_RINVMSGLEN);
            return;
        }
        writer.Byte((byte)message.Length);
        writer.Octets(message);
    }

    public static ReadOnlySpan<byte> UserData(ReadOnlySpan<byte> message, TlvBlock tlvs) =>
        message.IsEmpty && tlvs.TryGet(SmppTlvs.MessagePayload, out var payload) ? payload : message;
}
