namespace Tidings.Simulator;

/// <summary>What one number does otherwise than <see cref="Behaviour"/> says. A member that is null follows the behaviour.</summary>
public sealed record NumberRule
{
    /// <summary>Who decides when this number's receipts go out.</summary>
    public ReceiptMode? Receipts { get; init; }

    /// <summary>From submit_sm to its receipt, at most one hour.</summary>
    public TimeSpan? ReceiptDelay { get; init; }

    /// <summary>The state that its receipts report.</summary>
    public ReceiptState? State { get; init; }

    /// <summary>The network's error code in its receipts, from 0 to 999.</summary>
    public int? Error { get; init; }

    /// <summary>How often each of its receipts is sent, from 1 to 10.</summary>
    public int? ReceiptCopies { get; init; }

    /// <summary>Its receipts come before the response.</summary>
    public bool? ReceiptBeforeResponse { get; init; }

    /// <summary>What submit_sm to it is answered; ESME_ROK accepts.</summary>
    public SmscStatus? Refuse { get; init; }

    /// <summary><see cref="Refuse"/> applies to the first attempt of each message only, so that a retry passes.</summary>
    public bool RefuseOnce { get; init; }

    /// <summary>submit_sm to it is accepted and never answered.</summary>
    public bool NoResponse { get; init; }

    /// <summary>submit_sm to it is accepted and the bind is cut off before the answer.</summary>
    public bool Disconnect { get; init; }

    /// <summary>It answers each text with this reply.</summary>
    public string? AutoReply { get; init; }

    internal IReadOnlyDictionary<string, string[]> Check() => BehaviourCheck.Of(new Behaviour
    {
        Receipts = Receipts ?? ReceiptMode.Auto,
        ReceiptDelay = ReceiptDelay ?? TimeSpan.Zero,
        State = State ?? ReceiptState.Delivered,
        Error = Error ?? 0,
        ReceiptCopies = ReceiptCopies ?? 1,
        AutoReply = AutoReply,
    });
}
