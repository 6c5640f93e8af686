namespace Tidings.Simulator;

/// <summary>One submit_sm that the carrier took responsibility for. It is valid during the call only.</summary>
public readonly ref struct AcceptedSubmit
{
    /// <summary>The id that the response and the receipt carry, as a number.</summary>
    public required ulong MessageId { get; init; }

    /// <summary>source_addr as it came, in ASCII.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>destination_addr as it came, in ASCII.</summary>
    public required ReadOnlySpan<byte> Destination { get; init; }

    /// <summary>data_coding.</summary>
    public required byte DataCoding { get; init; }

    /// <summary>short_message or message_payload, with its user data header.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The same source, destination and message were accepted before (see <see cref="SimulatorOptions.DuplicateMemory"/>).</summary>
    public required bool Duplicate { get; init; }
}
