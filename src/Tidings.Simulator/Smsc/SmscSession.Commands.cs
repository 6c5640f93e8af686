using System.Buffers.Binary;
using System.Text;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

internal sealed partial class SmscSession
{
    /// <summary>With its NUL. The standard allows 9, and carriers hand out longer ones.</summary>
    const int MostPassword = 64;

    void Handle(ReadOnlySpan<byte> pdu)
    {
        var command = (CommandId)BinaryPrimitives.ReadUInt32BigEndian(pdu[4..]);
        var status = (SmscStatus)BinaryPrimitives.ReadUInt32BigEndian(pdu[8..]);
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(pdu[12..]);
        switch (command)
        {
            case CommandId.SubmitSm:
                OnSubmit(pdu, sequence);
                return;
            case CommandId.DeliverSmResp:
                exchange.Pdus.Record(Messages.PduDirection.FromServer, Number, pdu, InFlightMessage(sequence), exchange.Now);
                exchange.Answered(this, sequence, status);
                answeredDeliveries = true;
                return;
        }
        exchange.Pdus.Record(Messages.PduDirection.FromServer, Number, pdu, 0, exchange.Now);
        switch (command)
        {
            case CommandId.EnquireLink:
                Answer(CommandId.EnquireLinkResp, SmscStatus.Ok, sequence);
                break;
            case CommandId.BindTransmitter:
                OnBind(pdu, command, sequence, BindMode.Transmitter);
                break;
            case CommandId.BindReceiver:
                OnBind(pdu, command, sequence, BindMode.Receiver);
                break;
            case CommandId.BindTransceiver:
                OnBind(pdu, command, sequence, BindMode.Transceiver);
                break;
            case CommandId.Unbind:
                Answer(CommandId.UnbindResp, Mode == BindMode.None ? SmscStatus.InvalidBindStatus : SmscStatus.Ok, sequence);
                closing = Mode != BindMode.None;
                exchange.Unbind(this);
                break;
            case CommandId.UnbindResp:
                closing = true;
                break;
            case CommandId.EnquireLinkResp or CommandId.GenericNack:
                break;
            case CommandId.QuerySm:
                Decline(command, SmscStatus.QueryFailed, sequence);
                break;
            case CommandId.CancelSm:
                Decline(command, SmscStatus.CancelFailed, sequence);
                break;
            case CommandId.ReplaceSm:
                Decline(command, SmscStatus.ReplaceFailed, sequence);
                break;
            case CommandId.SubmitMulti or CommandId.DataSm:
                Decline(command, SmscStatus.InvalidCommandId, sequence);
                break;
            default:
                Answer(CommandId.GenericNack, SmscStatus.InvalidCommandId, sequence);
                break;
        }
    }

    /// <summary>A command of the standard that this carrier does not serve: its own response says so.</summary>
    void Decline(CommandId command, SmscStatus status, uint sequence) =>
        Answer((CommandId)((uint)command | 0x80000000), Mode is BindMode.None or BindMode.Receiver ? SmscStatus.InvalidBindStatus : status, sequence);

    void OnBind(ReadOnlySpan<byte> pdu, CommandId command, uint sequence, BindMode mode)
    {
        var reader = new WireReader(pdu, 16);
        var systemId = reader.CString(16);
        var password = reader.CString(MostPassword);
        var status = Mode != BindMode.None ? SmscStatus.AlreadyBound
            : reader.Broken ? SmscStatus.BindFailed
            : options.SystemId is { } id && !Matches(systemId, id) ? SmscStatus.InvalidSystemId
            : options.Password is { } secret && !Matches(password, secret) ? SmscStatus.InvalidPassword
            : SmscStatus.Ok;
        Span<byte> response = stackalloc byte[64];
        var writer = new WireWriter(response, (CommandId)((uint)command | 0x80000000), status, sequence);
        if (status == SmscStatus.Ok)
        {
            exchange.Bind(this, Encoding.Latin1.GetString(systemId), mode);
            writer.CString("tidings-smsc"u8);
            writer.Tlv(Tag.ScInterfaceVersion, [0x34]);
        }
        Send(response[..writer.Finish()], 0);
        if (status == SmscStatus.Ok && mode != BindMode.Transmitter)
            exchange.Pump(Account!);
    }

    static bool Matches(ReadOnlySpan<byte> given, string expected) => given.SequenceEqual(Encoding.Latin1.GetBytes(expected));

    void OnSubmit(ReadOnlySpan<byte> pdu, uint sequence)
    {
        if (Mode is BindMode.None or BindMode.Receiver)
        {
            Answer(CommandId.SubmitSmResp, SmscStatus.InvalidBindStatus, sequence);
            return;
        }
        var submit = new SubmitPdu();
        var malformed = submit.Read(pdu);
        if (malformed != SmscStatus.Ok)
        {
            exchange.CountMalformed();
            exchange.Pdus.Record(Messages.PduDirection.FromServer, Number, pdu, 0, exchange.Now);
            Answer(CommandId.SubmitSmResp, malformed, sequence);
            return;
        }
        var verdict = exchange.Submit(this, in submit, pdu, out var id);
        Span<byte> response = stackalloc byte[16 + MessageIds.Longest + 1];
        var length = WriteResponse(response, verdict.Status, sequence, id);
        if (verdict.Fault != Fault.None)
            Misbehave(verdict.Fault, response[..length], sequence);
        else if (verdict.ResponseDelay > TimeSpan.Zero)
            exchange.RespondLater(this, response[..length].ToArray(), id, verdict.ResponseDelay);
        else
            Send(response[..length], id);
    }

    int WriteResponse(Span<byte> into, SmscStatus status, uint sequence, ulong id)
    {
        var writer = new WireWriter(into, CommandId.SubmitSmResp, status, sequence);
        if (status == SmscStatus.Ok)
        {
            Span<byte> idText = stackalloc byte[MessageIds.Longest];
            writer.CString(idText[..MessageIds.Write(id, exchange.Behaviour.ResponseId, idText)]);
        }
        return writer.Finish();
    }

    void Answer(CommandId command, SmscStatus status, uint sequence)
    {
        Span<byte> pdu = stackalloc byte[16];
        Send(pdu[..new WireWriter(pdu, command, status, sequence).Finish()], 0);
    }
}
