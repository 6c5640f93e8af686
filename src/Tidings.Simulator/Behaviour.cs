namespace Tidings.Simulator;

/// <summary>
/// How the carrier behaves. The default is a good peer: every message is accepted at once and delivered half a second later.
/// "Every n" counts submit_sm over all binds: 0 is never, 1 is each, 3 is each third.
/// </summary>
public sealed record Behaviour
{
    /// <summary>Who decides when receipts go out. Default: <see cref="ReceiptMode.Auto"/>.</summary>
    public ReceiptMode Receipts { get; init; } = ReceiptMode.Auto;

    /// <summary>From submit_sm to its receipt. Default 500 ms, at most one hour.</summary>
    public TimeSpan ReceiptDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Receipts come in another order than their messages: each waits up to as long again. Default: no.</summary>
    public bool ReceiptsShuffled { get; init; }

    /// <summary>How often each receipt is sent. Default 1, from 1 to 10.</summary>
    public int ReceiptCopies { get; init; } = 1;

    /// <summary>The receipt is sent before the submit_sm_resp that names its message. Default: no.</summary>
    public bool ReceiptBeforeResponse { get; init; }

    /// <summary>The state that receipts report. Default: <see cref="ReceiptState.Delivered"/>.</summary>
    public ReceiptState State { get; init; } = ReceiptState.Delivered;

    /// <summary>The network's error code in receipts. Default 0, from 0 to 999.</summary>
    public int Error { get; init; }

    /// <summary>Every nth message gets <see cref="FailState"/> instead of <see cref="State"/>. Default 0: never.</summary>
    public int FailEvery { get; init; }

    /// <summary>What every <see cref="FailEvery"/>th message becomes. Default: <see cref="ReceiptState.Undeliverable"/>.</summary>
    public ReceiptState FailState { get; init; } = ReceiptState.Undeliverable;

    /// <summary>The error code of those. Default 1, from 0 to 999.</summary>
    public int FailError { get; init; } = 1;

    /// <summary>Receipts carry the text of SMPP 3.4 appendix B. Default: yes.</summary>
    public bool ReceiptText { get; init; } = true;

    /// <summary>Receipts carry the TLVs receipted_message_id, message_state and, for failures, network_error_code. Default: yes.</summary>
    public bool ReceiptTlvs { get; init; } = true;

    /// <summary>How ids are written in submit_sm_resp. Default: decimal.</summary>
    public MessageIdFormat ResponseId { get; init; } = MessageIdFormat.Decimal;

    /// <summary>How ids are written in receipts. Default: decimal.</summary>
    public MessageIdFormat ReceiptId { get; init; } = MessageIdFormat.Decimal;

    /// <summary>ESME_RTHROTTLED to what an account submits above this many messages in a second. Default 0: no limit.</summary>
    public int ThrottleAbove { get; init; }

    /// <summary>ESME_RTHROTTLED to every nth submit_sm.</summary>
    public int ThrottleEvery { get; init; }

    /// <summary>ESME_RMSGQFUL to every nth submit_sm.</summary>
    public int QueueFullEvery { get; init; }

    /// <summary><see cref="RefuseWith"/> to every nth submit_sm.</summary>
    public int RefuseEvery { get; init; }

    /// <summary>What every <see cref="RefuseEvery"/>th submit_sm is answered. Default: ESME_RINVDSTADR.</summary>
    public SmscStatus RefuseWith { get; init; } = SmscStatus.InvalidDestination;

    /// <summary>From submit_sm to submit_sm_resp. Default 0, at most one hour.</summary>
    public TimeSpan ResponseDelay { get; init; }

    /// <summary>No answer to every nth submit_sm, which is accepted all the same.</summary>
    public int NoResponseEvery { get; init; }

    /// <summary>A bind is cut off when it has sent this many submit_sm; the last one is accepted and not answered. Default 0: never.</summary>
    public int DisconnectAfter { get; init; }

    /// <summary>The cut comes in the middle of the submit_sm_resp. Default: no.</summary>
    public bool DisconnectMidPdu { get; init; }

    /// <summary>32 bytes that are no PDU in place of every nth submit_sm_resp.</summary>
    public int GarbageEvery { get; init; }

    /// <summary>A header that announces a PDU of 2 GB in place of every nth submit_sm_resp.</summary>
    public int OversizedEvery { get; init; }

    /// <summary>The carrier reads at most this many bytes a second from each bind. Default 0: as fast as it can.</summary>
    public int ReadBytesPerSecond { get; init; }

    /// <summary>Each text is answered with this reply from the phone. Default: none. At most 1,600 characters.</summary>
    public string? AutoReply { get; init; }

    /// <summary>Certain numbers behave in a way of their own (<see cref="MagicNumbers"/>). Default: yes.</summary>
    public bool MagicNumbers { get; init; } = true;

    /// <summary>The members that are out of their range, each with what it may be. Empty if all is well.</summary>
    public IReadOnlyDictionary<string, string[]> Check() => BehaviourCheck.Of(this);
}
