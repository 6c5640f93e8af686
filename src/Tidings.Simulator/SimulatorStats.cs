namespace Tidings.Simulator;

/// <summary>What happened since the start. All are counts unless they say otherwise.</summary>
public sealed record SimulatorStats
{
    /// <summary>submit_sm received.</summary>
    public required long Received { get; init; }

    /// <summary>submit_sm accepted: the carrier took responsibility, whether or not its answer went out.</summary>
    public required long Submitted { get; init; }

    /// <summary>Accepted messages that were seen for the first time.</summary>
    public required long Distinct { get; init; }

    /// <summary>Accepted messages with the source, destination and bytes of an earlier one.</summary>
    public required long Duplicates { get; init; }

    /// <summary>submit_sm answered with an error.</summary>
    public required long Refused { get; init; }

    /// <summary>deliver_sm with a receipt sent, repetitions included.</summary>
    public required long ReceiptsSent { get; init; }

    /// <summary>Receipts answered with ESME_ROK.</summary>
    public required long ReceiptsAcknowledged { get; init; }

    /// <summary>Receipts answered with an error that is not tried again.</summary>
    public required long ReceiptsRefused { get; init; }

    /// <summary>Receipts and replies that wait: for their time, a bind, its window, or an answer.</summary>
    public required long Waiting { get; init; }

    /// <summary>deliver_sm with a reply sent, each part counted.</summary>
    public required long RepliesSent { get; init; }

    /// <summary>Parts of replies answered with ESME_ROK.</summary>
    public required long RepliesAcknowledged { get; init; }

    /// <summary>Binds that stand now.</summary>
    public required int Binds { get; init; }

    /// <summary>Connections accepted.</summary>
    public required long Connections { get; init; }

    /// <summary>Connections closed for a breach of the protocol.</summary>
    public required long ProtocolErrors { get; init; }

    /// <summary>Bytes read from all connections.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Texts in the inbox now.</summary>
    public required int Texts { get; init; }

    /// <summary>When the first message was accepted; null before.</summary>
    public required DateTimeOffset? FirstAt { get; init; }

    /// <summary>When the latest message was accepted; null before the first.</summary>
    public required DateTimeOffset? LastAt { get; init; }
}
