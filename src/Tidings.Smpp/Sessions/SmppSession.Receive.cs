using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

public abstract partial class SmppSession
{
    private const int FirstReadSize = 2 * 1024;
    private const int ComfortableReadSize = 32 * 1024;

    /// <summary>The longest PDU before the bind: more than any bind with its TLVs. Who has not shown who it is may not make us hold more.</summary>
    private const int LongestUnbound = 1024;

    private byte[] _received = new byte[FirstReadSize];
    private int _start;
    private int _end;

    private protected enum Step
    {
        /// <summary>Go on with the next PDU.</summary>
        Next,
        /// <summary>All whole PDUs are done.</summary>
        Read,
        /// <summary>Nothing more may be taken until something of ours has gone.</summary>
        Pause,
        /// <summary>A bind waits for its decision.</summary>
        Bind,
        /// <summary>What comes now does not matter any more.</summary>
        Discard,
    }

    /// <summary>Octets of memory that the session holds for what comes and what goes.</summary>
    internal int Held => Received + _output.Capacity;

    /// <summary>Those of them for what comes.</summary>
    internal int Received => _received.Length;

    private int Longest => WasBound ? _options.MaxPduLength : LongestUnbound;

    private SessionRole PeerRole => SessionRole.Both & ~Role;

    /// <summary>Reads until the session ends, then tells the owner.</summary>
    internal async Task RunAsync()
    {
        try
        {
            while (await ReadAsync().ConfigureAwait(false))
            {
                Step step;
                while ((step = Process()) is Step.Pause or Step.Bind)
                    await (step == Step.Bind ? DecideBindAsync() : UntilResumedAsync()).ConfigureAwait(false);
                if (step == Step.Discard)
                    _start = _end;
            }
            End(EndReason.PeerClosed);
        }
        catch (Exception e) when (IsTransportFault(e))
        {
            End(EndReason.TransportFault, e);
        }
        catch (Exception e)
        {
            End(EndReason.HandlerFault, e);
        }
        await SweptAsync().ConfigureAwait(false);
        Finish();
    }

    private protected abstract void OnRequest(PduFrame frame, ReplyTicket ticket);

    private protected abstract void OnResponse(long token, CommandId request, PduFrame frame);

    /// <summary>A response to a request that was given up as timed out before.</summary>
    private protected virtual void OnLateResponse(long token, PduFrame frame)
    {
    }

    private protected virtual void OnNotice(PduFrame frame)
    {
    }

    /// <summary>A bind has come: keep what is needed to decide.</summary>
    private protected virtual PduFault OnBind(PduFrame frame) => new(CommandStatus.ESME_RINVCMDID);

    private protected virtual Task DecideBindAsync() => Task.CompletedTask;

    /// <summary>A response to our bind; called before anything after it is looked at.</summary>
    private protected virtual void OnBindResponse(PduFrame frame)
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadAsync()
    {
        if (_start == _end)
            _start = _end = 0;
        else if (_end == _received.Length)
            MakeRoom();
        var count = await _stream.ReadAsync(_received.AsMemory(_end)).ConfigureAwait(false);
        if (count == 0)
            return false;
        _end += count;
        if (WasBound && _end == _received.Length && _received.Length < ComfortableReadSize)
            Array.Resize(ref _received, _received.Length * 2);
        lock (_gate)
        {
            _lastReceived = _clock.GetTimestamp();
            _enquiredAt = null;
        }
        return true;
    }

    /// <summary>The length of the PDU at the start is known and within the limit, or it has not come whole: move it down, grow up to it.</summary>
    private void MakeRoom()
    {
        var octets = _received.AsSpan(_start, _end - _start);
        var needed = octets.Length < sizeof(uint) ? PduHeader.Length : (int)BinaryPrimitives.ReadUInt32BigEndian(octets);
        if (needed > _received.Length)
        {
            var larger = new byte[needed];
            octets.CopyTo(larger);
            _received = larger;
        }
        else
        {
            octets.CopyTo(_received);
        }
        (_start, _end) = (0, octets.Length);
    }

    /// <summary>Works through all whole PDUs; what that sends goes out in one write at the end.</summary>
    private Step Process()
    {
        _output.Cork();
        try
        {
            while (true)
            {
                var step = ProcessOne();
                if (step != Step.Next)
                    return step;
            }
        }
        finally
        {
            _output.Uncork();
        }
    }

    private Step ProcessOne()
    {
        if (_state == SessionState.Closed || _closing is not null)
            return Step.Discard;
        var outcome = FrameReader.Read(_received.AsSpan(_start, _end - _start), Longest, out var frame, out var consumed);
        switch (outcome)
        {
            case FrameOutcome.NeedMore:
                return Step.Read;
            case FrameOutcome.TooShort or FrameOutcome.TooLong:
                lock (_gate)
                {
                    Write_NeedsLock(new GenericNack(), CommandStatus.ESME_RINVCMDLEN, frame.Header.SequenceNumber);
                    EndAfterFlush_NeedsLock(EndReason.ProtocolError);
                }
                return Step.Discard;
        }
        if (!frame.Header.CommandId.IsResponse() && MustPause())
            return Step.Pause;
        _options.WireObserver?.Received(this, _received.AsSpan(_start, consumed));
        _start += consumed;
        if (outcome == FrameOutcome.Complete)
            return Dispatch(frame);
        if (!frame.Header.CommandId.IsResponse())
            Nack(frame.Header.SequenceNumber, CommandStatus.ESME_RINVCMDID);
        return Step.Next;
    }

    private Step Dispatch(PduFrame frame)
    {
        var header = frame.Header;
        if (header.CommandId.IsResponse())
        {
            Complete(frame);
            return Step.Next;
        }
        if (header.CommandId == CommandId.Unbind && _state == SessionState.Unbound)
        {
            Answer(new UnbindResp(), header);
            return Step.Next;
        }
        if (ComesTooLate(header.CommandId))
        {
            Refuse(header, ComeAgain);
            return Step.Next;
        }
        if (!SessionTable.Allows(_state, header.CommandId, PeerRole))
        {
            var already = SessionCommands.IsBind(header.CommandId) && _state.IsBound();
            Refuse(header, already ? CommandStatus.ESME_RALYBND : CommandStatus.ESME_RINVBNDSTS);
            return Step.Next;
        }
        return Accept(frame);
    }

    private Step Accept(PduFrame frame)
    {
        var header = frame.Header;
        switch (header.CommandId)
        {
            case CommandId.EnquireLink:
                Answer(new EnquireLinkResp(), header);
                return Step.Next;
            case CommandId.Unbind:
                OnPeerUnbind(header.SequenceNumber);
                return Step.Next;
            case CommandId.BindReceiver or CommandId.BindTransmitter or CommandId.BindTransceiver:
                var fault = OnBind(frame);
                if (!fault.IsFault)
                    return Step.Bind;
                Refuse(header, fault.Status);
                return Step.Next;
            case CommandId.Outbind or CommandId.AlertNotification:
                OnNotice(frame);
                return Step.Next;
            default:
                OnRequest(frame, TakeTicket(header));
                return Step.Next;
        }
    }

    private void Complete(PduFrame frame)
    {
        PendingRequests.Entry request;
        long late = 0;
        bool inTime;
        lock (_gate)
        {
            inTime = _pending.TryTake(frame.Header.SequenceNumber, frame.Header.CommandId, out request);
            if (!inTime && !_overdue.TryTake(frame.Header.SequenceNumber, frame.Header.CommandId, out late))
                return;
            if (!request.IsControl)
                _lastActivity = _lastReceived;
            OnProgress_NeedsLock();
        }
        if (!inTime)
        {
            OnLateResponse(late, frame);
            return;
        }
        if (SessionCommands.IsBind(request.Command))
            OnBindResponse(frame);
        if (request.Awaiter is TaskCompletionSource<RequestResult> awaiter)
            awaiter.TrySetResult(RequestResult.Answered(frame));
        else if (!request.IsControl)
            OnResponse(request.Token, request.Command, frame);
    }

    private ReplyTicket TakeTicket(PduHeader header)
    {
        lock (_gate)
        {
            _lastActivity = _lastReceived;
            return _inbound.Take(header.CommandId, header.SequenceNumber);
        }
    }

    private void Answer<T>(scoped in T response, PduHeader request) where T : struct, IResponsePdu<T>, allows ref struct
    {
        lock (_gate)
        {
            if (_state != SessionState.Closed)
                Write_NeedsLock(response, CommandStatus.ESME_ROK, request.SequenceNumber);
        }
    }

    private void Nack(uint sequence, CommandStatus status)
    {
        lock (_gate)
            Write_NeedsLock(new GenericNack(), status, sequence);
    }

    private void Refuse(PduHeader request, CommandStatus status)
    {
        var response = request.CommandId.HasResponse() ? request.CommandId.ToResponse() : CommandId.GenericNack;
        lock (_gate)
            Write_NeedsLock(new HeaderOnly(response), status, request.SequenceNumber);
    }
}
