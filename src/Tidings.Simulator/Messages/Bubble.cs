namespace Tidings.Simulator.Messages;

/// <summary>One text on a phone, received or sent. The inbox's lock guards what changes.</summary>
internal sealed class Bubble
{
    public required long Id { get; init; }

    /// <summary>Sent from the phone to the server, and not the other way.</summary>
    public required bool IsReply { get; init; }

    /// <summary>The phone's number, digits only.</summary>
    public required string Number { get; init; }

    /// <summary>The other side's address as it came.</summary>
    public required string Peer { get; init; }

    public required string Text { get; init; }

    public required string Encoding { get; init; }

    public required byte DataCoding { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Account { get; init; }

    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>The first segment whose receipt is not yet acknowledged speaks for all.</summary>
    public Part Slowest => Parts.FirstOrDefault(part => part.Receipt != ReceiptProgress.Acknowledged) ?? Parts[0];
}
