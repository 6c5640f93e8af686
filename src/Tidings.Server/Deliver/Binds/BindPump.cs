using Tidings.Core.Deliver;
using Tidings.Core.Deliver.Pacing;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// One bind's hot path, off the grain's scheduler: a loop that turns what came in into facts, takes what may leave, commits both in one unit, and only
/// then frees slots, answers receipts and sends. At each numbered point a crash means:
/// 1 nothing has happened; 2 (facts and claim durable) what is claimed is in doubt although it has not left; 3 (some sent) what was sent is in doubt, at most a
/// window; 4 (answers in memory) likewise, until the next commit.
/// </summary>
internal sealed partial class BindPump : IDisposable
{
    static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    static readonly TimeSpan OutputFullPause = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    readonly CarrierDelivery _carrier;
    readonly CarrierOptions _options;
    readonly TimeProvider _time;
    readonly string _bind;
    readonly Fence[] _fences;
    readonly SendWindow _window;
    readonly ClaimBook _claims;
    readonly Pace _pace;
    readonly WakeSignal _signal;
    readonly BindInbox _inbox = new();
    readonly DispatchMark? _mark;
    readonly Random _jitter = new();
    readonly Func<bool> _mayLeave;
    readonly Func<ReceivedReceipt, WaitingReceipt> _wait;
    readonly Action _textAnswered;

    readonly List<SubmissionRow> _facts = [];
    // Of what is in the facts: those that may wait in memory once the facts are durable, and those that are written with them.
    readonly List<LookupRow> _references = [];
    readonly List<LookupRow> _lateReferences = [];
    readonly List<ReceiptRow> _receiptRows = [];
    readonly AuditWriter _audit = new();
    readonly List<ReceiptBearer> _toAnswer = [];
    readonly List<int> _answered = [];
    readonly List<int> _toSend = [];
    readonly List<Outgoing> _over = [];
    readonly Outgoing[] _taken;
    Outgoing[] _released;
    long _claimedAt;
    volatile bool _windowTooSmall;
    volatile ICarrierSession? _session;
    volatile bool _stopping;
    volatile bool _closed;

    public BindPump(CarrierDelivery carrier, string bind, long epoch)
    {
        (_carrier, _options, _time, _bind) = (carrier, carrier.Options, carrier.Time, bind);
        _fences = [Fence.OfBind(bind, epoch)];
        _window = new(_options.Window);
        _claims = new(bind, epoch, _window);
        _overdue = new(OverdueWindows * _options.Window);
        Connector = carrier.ConnectorOf();
        _pace = new(_time, PerSecondOf(_options));
        _signal = new(_time);
        _inboundRate = new(_time, _options.InboundPerSecond);
        _taken = new Outgoing[_options.Window];
        _released = new Outgoing[_options.Window * 2];
        _mayLeave = () => _time.GetElapsedTime(_claimedAt) < _options.Lease;
        _wait = Wait;
        _textAnswered = () => Interlocked.Decrement(ref _textsWaiting);
        _mark = carrier.Index == 0 && Carriers.NumberOf(bind) == 0 ? new(carrier) : null;
        _wake = carrier.Queue.OnReady(_signal.Set);
        carrier.Metrics.PaceOf[bind] = _paceNow = () => _pace.PerSecond;
        carrier.Pumps[bind] = this;
    }

    readonly IDisposable _wake;
    readonly Func<double> _paceNow;

    /// <summary>What differs between kinds of carriers.</summary>
    public ICarrierConnector Connector { get; }

    /// <summary>A session stands, and takes texts.</summary>
    public bool IsBound => _session is { Ending.IsCompleted: false };

    /// <summary>A bind's share of what the carrier allows, in segments a second.</summary>
    internal static double PerSecondOf(CarrierOptions options) => Math.Min(options.RatePerSecond / options.Binds, options.RatePerBind ?? double.MaxValue);

    bool MayTake => IsBound && !_stopping && _carrier.MayGoOn;

    /// <summary>Segments a second that it may send at present.</summary>
    public double PerSecond => _pace.PerSecond;

    /// <summary>Segments without a durable answer.</summary>
    public int Unanswered => _window.Used;

    /// <inheritdoc cref="SendWindow.Unanswered"/>
    public (int Segments, long Oldest) WithoutAnswer => _window.Unanswered();

    /// <summary>Turns of its loop so far: one that rests has few.</summary>
    public long Turns { get; private set; }

    /// <summary>It runs no more: what it held is the next owner's to judge.</summary>
    public bool Ended { get; private set; }

    /// <summary>A session stands: texts may leave over it.</summary>
    public void Attach(ICarrierSession session)
    {
        _session = session;
        _signal.Set();
    }

    /// <summary>The session has ended; its unanswered segments have come as answers already.</summary>
    public void Detach()
    {
        _session = null;
        _signal.Set();
    }

    /// <summary>Nothing new is taken from now on.</summary>
    public void StopTaking()
    {
        _stopping = true;
        _signal.Set();
    }

    /// <summary>No session comes any more: the pump ends when what it holds is durable.</summary>
    public void Close()
    {
        _stopping = true;
        _closed = true;
        _signal.Set();
    }

    /// <summary>Runs until closed and settled (<see cref="CommitOutcome.Committed"/>) or until the bind has another owner.</summary>
    public async Task<CommitOutcome> Run()
    {
        try
        {
            var outcome = await Loop();
            if (outcome == CommitOutcome.Fenced)
                Abandon();
            return outcome;
        }
        catch
        {
            Abandon();
            throw;
        }
        finally
        {
            Ended = true;
        }
    }

    async Task<CommitOutcome> Loop()
    {
        while (true)
        {
            await _signal.Wait(UntilNext());
            Turns++;
            _carrier.Stand?.Tick();
            Collect();
            // Asked once: what was taken must be in the claim, whatever happens to the session meanwhile.
            var taking = MayTake;
            if (taking)
                Take();
            if (Unit(taking) is { } unit)
            {
                // 1
                if (await Commit(unit) == CommitOutcome.Fenced)
                    return CommitOutcome.Fenced;
                // 2
                if (unit.DispatchLow is { } low)
                    _mark!.Written(low);
            }
            if (_answered.Count + _facts.Count + _receiptRows.Count > 0)
                Settle();
            Send();
            // 3
            if (_closed && _window.Used == 0 && _claims.Open == 0 && _facts.Count == 0)
                return CommitOutcome.Committed;
            if (_closed)
                _signal.Set();
        }
    }

    TimeSpan UntilNext()
    {
        if (_toSend.Count > 0)
            return OutputFullPause;
        var next = Min(Idle, UntilOverdue());
        if (!MayTake)
            return next;
        // What waits for a carrier that takes none now is no reason to look again at once.
        if (_window.Free > 0 && _carrier.Stand?.Breaker.Room(_window.Used) is not <= 0)
        {
            if (_carrier.Queue.UntilNextPaused() is { } paused)
                next = Min(next, paused < Shortest ? Shortest : paused);
            if (_carrier.Queue.UntilHurry(_carrier.Index) is { } hurry)
                next = Min(next, hurry);
            if (!_windowTooSmall && _carrier.Queue.HasReady(_carrier.Index))
                next = Min(next, _pace.UntilNext() is var pace && pace < Shortest && pace > TimeSpan.Zero ? Shortest : pace);
        }
        return next;
    }

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>Takes messages for the free slots, as many as the pace allows, and writes them into the claim to come.</summary>
    void Take()
    {
        _claims.Begin();
        var room = _toSend.Count > 0 ? 0 : Room();
        if (room <= 0)
        {
            _windowTooSmall = false;
            return;
        }
        var count = _carrier.Queue.Take(_taken.AsSpan(0, room), _carrier.Index);
        var now = _time.GetUtcNow();
        var segments = 0;
        var next = 0;
        var tooSmall = false;
        for (; next < count && segments < room; next++)
        {
            var message = _taken[next];
            if (!Ready(message, now))
                continue;
            if (message.SegmentsLeft > _window.Free)
            {
                tooSmall = true;
                break;
            }
            segments += Claim(message);
        }
        for (var back = count - 1; back >= next; back--)
            _carrier.Queue.PutBack(_taken[back]);
        _windowTooSmall = tooSmall;
        if (next < count)
            WakeOthers();
        _pace.Take(segments);
    }

    /// <summary>
    /// What was put back may leave by another bind of this carrier; but not by one that has put back itself for want of slots: two such would wake each other for ever. An answer wakes it, or a new text.
    /// </summary>
    void WakeOthers()
    {
        foreach (var (_, pump) in _carrier.Pumps)
        {
            if (pump != this && !pump._windowTooSmall)
                pump._signal.Set();
        }
    }

    /// <summary>Whether it may leave at all; what may not is settled here.</summary>
    bool Ready(Outgoing message, DateTimeOffset now)
    {
        if (Core.Deliver.Validity.IsOver(message.Message.ValidUntil, now))
        {
            var result = _carrier.Queue.WasPaused(message.Message.Class, message.Message.ValidUntil) ? SubmissionResult.ExpiredPaused : SubmissionResult.Expired;
            _facts.Add(new(message.Id, FirstMissing(message), message.Attempt + 1, now, _bind, result, null, 0, Settles: true));
            _carrier.Metrics.Expired.Add(1);
            _over.Add(message);
            return false;
        }
        if (message.Message.Channel == Core.Messages.MessageChannel.Voice && !_carrier.Options.MakesCalls)
            return CannotSay(message, now);
        if (Core.Deliver.Validity.IsOver(_carrier.LeavesBy(message.Message), now))
            return TooLateHere(message, now);
        // At each try: while it waited for its next one, the settings may have changed.
        if (ExitRules.Broken(message.Message, _carrier.Senders?.Bank, _carrier.OwnSenders.Own(message.Message.To), _carrier.Senders?.IsApproved, _options.Simulator) is { } broken)
            return Withhold(message, broken, now);
        // And policies may have been switched on.
        if (_carrier.Senders?.Ends(message.Message, now) is { } ended)
            return Withhold(message, ended, now);
        if (!message.Encoded)
            Connector.Encode(message);
        if (message.Encoding.Outcome == Smpp.Text.EncodingOutcome.Fits && !message.AllAccepted)
            return true;
        // Another carrier may cut it otherwise.
        if (message.Encoding.Outcome != Smpp.Text.EncodingOutcome.Fits && GoesElsewhere(message, now))
            return false;
        // All accepted and not settled: the settings have changed between two attempts, and the text has fewer segments now.
        var judged = message.Encoding.Outcome == Smpp.Text.EncodingOutcome.Fits ? SubmissionResult.Accepted : SubmissionResult.Rejected;
        _facts.Add(new(message.Id, FirstMissing(message), message.Attempt + 1, now, _bind, judged, null, 0, Settles: true));
        if (judged == SubmissionResult.Rejected)
            _carrier.Metrics.Rejected.Add(1);
        _over.Add(message);
        return false;
    }

    /// <summary>Segments that may leave now: as many as window and pace allow, and to a carrier that is being tried only a few.</summary>
    int Room()
    {
        var room = Math.Min(_window.Free, _pace.Available());
        return _carrier.Stand is { } stand ? Math.Min(room, stand.Breaker.Room(_window.Used)) : room;
    }

    bool Withhold(Outgoing message, Core.Messages.Reason broken, DateTimeOffset now)
    {
        var carriers = ExitRules.IsCarriers(broken);
        if (carriers && GoesElsewhere(message, now, HttpErrorTable.CarriersSender))
            return false;
        var policys = ExitRules.IsPolicys(broken);
        DeliverLog.IsWithheld(_carrier.Log, _carrier.Name, message.Id, policys ? broken.Text : broken.Code);
        _carrier.Metrics.Withheld.Add(1, new KeyValuePair<string, object?>("why", broken.Code));
        var status = carriers ? HttpErrorTable.CarriersSender : policys ? HttpErrorTable.PolicyEnds : HttpErrorTable.Withheld;
        _facts.Add(new(message.Id, FirstMissing(message), message.Attempt + 1, now, _bind, SubmissionResult.Rejected, null, status, Settles: true));
        _over.Add(message);
        return false;
    }

    static int FirstMissing(Outgoing message) => System.Numerics.BitOperations.TrailingZeroCount(~message.Accepted);

    int Claim(Outgoing message)
    {
        message.Attempt++;
        message.HeldBy = _bind;
        message.Pause = TimeSpan.Zero;
        var left = message.SegmentsLeft;
        for (var segment = 0; segment < message.Segments; segment++)
        {
            if ((message.Accepted >> segment & 1) != 0)
                continue;
            _toSend.Add(_window.Take(message, segment, _claims.Current));
            _claims.Add(message.Id, segment);
        }
        message.Open = left;
        return left;
    }

    public void Dispose()
    {
        _wake.Dispose();
        _carrier.Metrics.PaceOf.TryRemove(KeyValuePair.Create(_bind, _paceNow));
        _carrier.Pumps.TryRemove(KeyValuePair.Create(_bind, this));
        _signal.Dispose();
        _inboundRate.Dispose();
    }
}
