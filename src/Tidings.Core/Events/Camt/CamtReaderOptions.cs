namespace Tidings.Core.Events.Camt;

/// <summary>Bounds of reading; the defaults suit banks' files.</summary>
public sealed record CamtReaderOptions
{
    public static CamtReaderOptions Default { get; } = new();

    /// <summary>Transactions kept for one entry, 1 to 100,000; more are counted only. Default 1,000.</summary>
    public int MaxTransactions { get; init; } = 1_000;

    /// <summary>Characters kept of one text, 64 to 65,536; the rest is cut and noted. Default 2,000.</summary>
    public int MaxText { get; init; } = 2_000;

    /// <summary>Characters kept of all transactions of one entry; of what comes after them nothing is kept, and the entry is told as one. Default 1,000,000.</summary>
    public int MaxEntryText { get; init; } = 1_000_000;

    /// <summary>Nested elements, 16 to 1,000. Default 64; ISO messages have under 20.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Octets from one '&lt;' to its '&gt;'. Default 1 MiB.</summary>
    public int MaxMarkup { get; init; } = 1024 * 1024;

    /// <summary>Different names of elements and attributes in a file. Default 10,000; ISO messages have under 1,000.</summary>
    public int MaxNames { get; init; } = 10_000;

    /// <summary>Characters of the whole file. Default 8 G.</summary>
    public long MaxCharacters { get; init; } = 8L * 1024 * 1024 * 1024;
}
