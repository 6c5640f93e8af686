namespace Tidings.Simulator;

/// <summary>A text as its reader sees it: whole, however many segments brought it.</summary>
public sealed record ReceivedText
{
    /// <summary>Its place in the order of arrival, from 1: the cursor of <c>GET /inbox</c>.</summary>
    public required long Id { get; init; }

    /// <summary>The phone's number with a leading +.</summary>
    public required string To { get; init; }

    /// <summary>The sender as it came.</summary>
    public required string From { get; init; }

    /// <summary>The whole text.</summary>
    public required string Text { get; init; }

    /// <summary>gsm7, gsm7+tr (with the language of the shift table), ucs2, latin1, ascii or binary.</summary>
    public required string Encoding { get; init; }

    /// <summary>How many segments brought it.</summary>
    public required int Segments { get; init; }

    /// <summary>When the last of them arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>data_coding of the first segment.</summary>
    public required byte DataCoding { get; init; }

    /// <summary>The ids of the segments, in their order, as submit_sm_resp wrote them.</summary>
    public required IReadOnlyList<string> MessageIds { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"text {Id}";
}
