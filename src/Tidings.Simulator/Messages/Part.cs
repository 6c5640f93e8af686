using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Messages;

/// <summary>One segment of a text: the submit_sm that brought it and the state of its receipt; or one deliver_sm of a reply.</summary>
internal sealed class Part
{
    public required ulong MessageId { get; init; }

    public required string IdText { get; init; }

    /// <summary>The submit_sm; empty for a reply.</summary>
    public required byte[] Pdu { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Account { get; init; }

    public ReceiptState PlannedState { get; set; }

    /// <summary>The receipt that was ordered last, or the reply's own deliver_sm.</summary>
    public Delivery? Pending { get; set; }

    /// <summary>How it stands while none was ordered.</summary>
    public ReceiptProgress Unordered { get; init; }

    public ReceiptProgress Receipt => Pending switch
    {
        null => Unordered,
        { Answer: null } => ReceiptProgress.Waiting,
        { Answer: SmscStatus.Ok } => ReceiptProgress.Acknowledged,
        _ => ReceiptProgress.Refused,
    };

    /// <summary>Its place in the text, from 1.</summary>
    public int Number { get; set; } = 1;

    public string Text { get; set; } = "";
}
