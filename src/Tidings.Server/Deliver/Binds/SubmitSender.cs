using System.Buffers;
using System.Text;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Times;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Deliver.Binds;

/// <summary>Turns messages into submit_sm. Owned by a bind's pump: its buffers are used again and again.</summary>
internal sealed class SubmitSender(CarrierOptions options)
{
    readonly CarrierSenders _senders = new(options);
    readonly EncodingOptions _encoding = options.Encoding();
    readonly byte[] _serviceType = Encoding.ASCII.GetBytes(options.ServiceType);
    readonly byte _registered = options.Receipts switch
    {
        AskedReceipts.Final => RegisteredDelivery.FinalOutcome,
        AskedReceipts.FinalAndIntermediate => RegisteredDelivery.FinalOutcome | RegisteredDelivery.Intermediate,
        AskedReceipts.FailureOnly => RegisteredDelivery.FailureOnly,
        AskedReceipts.None => RegisteredDelivery.None,
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Receipts, null),
    };
    readonly MandatedTlvs? _mandated = MandatedTlvs.Of(options);
    readonly ArrayBufferWriter<byte> _payload = new();
    byte[] _segment = new byte[SegmentWriter.MaxSegmentOctets];

    /// <summary>Chooses the encoding. The same text under the same options always gets the same, so segments that go again fit those that arrived.</summary>
    public void Encode(Outgoing message)
    {
        message.Encoding = TextEncoder.Choose(message.Message.Text, _encoding);
        message.Encoded = true;
    }

    /// <summary>Sends the segments that the carrier has not.</summary>
    /// <param name="slots">One for each of them, in their order.</param>
    /// <param name="leaveBy">Asked before each submit; false: no more may leave.</param>
    /// <param name="outcome">Why it stopped, or <see cref="SendOutcome.Sent"/>.</param>
    /// <returns>How many left.</returns>
    public int Send(SmppClient session, Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome)
    {
        var text = message.Message.Text;
        var size = SegmentWriter.BufferSize(message.Encoding);
        if (_segment.Length < size)
            _segment = new byte[size];

        Span<byte> from = stackalloc byte[21];
        Span<byte> to = stackalloc byte[21];
        Span<byte> validity = stackalloc byte[SmppTime.Length];
        var source = Source(_senders.Of(message.Message), from);
        var destination = new SmppAddress(options.Addresses.DestinationTon, options.Addresses.DestinationNpi, Ascii(message.Message.To.Digits, to));
        var until = validity[..Validity(message.Message.ValidUntil, now, validity)];

        var writer = new SegmentWriter(text, message.Encoding, Reference(message.Id));
        var sent = 0;
        outcome = SendOutcome.Sent;
        while (sent < slots.Length && writer.TryWriteNext(_segment, out var segment))
        {
            // Slots are in the order of segments; what has none is with the carrier, or left before the output was full.
            if (window[slots[sent]].Segment != segment.Number - 1)
                continue;
            outcome = leaveBy() ? Submit(session, message, source, destination, until, segment, window.Token(slots[sent])) : SendOutcome.Closed;
            if (outcome != SendOutcome.Sent)
                break;
            window.Sent(slots[sent++]);
        }
        return sent;
    }

    SendOutcome Submit(
        SmppClient session, Outgoing message, SmppAddress source, SmppAddress destination, ReadOnlySpan<byte> validity, in SegmentInfo segment, long token)
    {
        var octets = _segment.AsSpan(0, segment.Octets);
        var tlvs = Tlvs(segment, octets, message.Message.Template);
        var pdu = new SubmitSm
        {
            ServiceType = _serviceType,
            Source = source,
            Destination = destination,
            EsmClass = segment.HasHeader ? EsmClass.Udhi : (byte)0,
            ValidityPeriod = validity,
            RegisteredDelivery = _registered,
            DataCoding = DataCodingOf(message.Encoding),
            ShortMessage = segment.InMessagePayload ? default : octets,
            Tlvs = tlvs,
        };
        return session.Submit(pdu, token);
    }

    /// <summary>As this carrier wants it written.</summary>
    byte DataCodingOf(in EncodingChoice encoding) => encoding.Encoding switch
    {
        TextEncoding.Ucs2 => options.Ucs2DataCoding,
        TextEncoding.Latin1 => options.Latin1DataCoding,
        _ => encoding.DataCoding,
    };

    TlvBlock Tlvs(in SegmentInfo segment, ReadOnlySpan<byte> octets, string template)
    {
        if (!segment.NeedsSar && !segment.InMessagePayload && _mandated is null)
            return default;
        _payload.ResetWrittenCount();
        var writer = new TlvWriter(_payload.GetSpan(octets.Length + 64 + (_mandated?.Octets ?? 0)));
        if (segment.NeedsSar)
        {
            writer.Add(SmppTlvs.SarMsgRefNum, segment.Reference);
            writer.Add(SmppTlvs.SarTotalSegments, (byte)segment.Total);
            writer.Add(SmppTlvs.SarSegmentSeqnum, (byte)segment.Number);
        }
        if (segment.InMessagePayload)
            writer.Add(TlvTag.MessagePayload, octets);
        _mandated?.Write(ref writer, template);
        return writer.Written;
    }

    int Validity(DateTimeOffset until, DateTimeOffset now, Span<byte> destination) => options.Validity == ValidityForm.None
        ? 0
        : SmppTimeFormat.Validity(until, now, options.Validity == ValidityForm.Absolute, destination);

    SmppAddress Source(SenderId sender, Span<byte> buffer)
    {
        var (ton, npi) = options.Addresses.OfSender(sender.Value);
        return new(ton, npi, Ascii(sender.Value, buffer));
    }

    static ReadOnlySpan<byte> Ascii(string text, Span<byte> buffer)
    {
        var chars = text.AsSpan().TrimStart('+');
        return buffer[..Encoding.ASCII.GetBytes(chars[..Math.Min(chars.Length, buffer.Length)], buffer)];
    }

    /// <summary>Ties the segments together; the same at every attempt, so that a segment which goes again joins those that arrived.</summary>
    static ushort Reference(MessageId id) => (ushort)((ulong)id.Value * 0x9E3779B97F4A7C15 >> 48);
}
