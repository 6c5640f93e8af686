using System.Globalization;

namespace Tidings.Security.Sealing;

/// <summary>
/// Stored rows that did not open since the start, for whoever watches. A row is named by its table and its place (a message's id, a token, a document's kind, id and version), never by what
/// is in it. A store that is given one leaves such rows out where it reads many, and tells here of each; one without fails at the first.
/// </summary>
/// <param name="alarm">Told of each attempt; <see cref="SealRefused.First"/> says whether the row is new. Called on the reader's thread, and must not throw.</param>
public sealed class SealRefusals(TimeProvider time, Action<SealRefused>? alarm = null)
{
    /// <summary>Rows that are named; beyond that they are counted only.</summary>
    public const int MostNamed = 100;

    readonly Lock turn = new();
    readonly Dictionary<(string, string), RefusedRow> rows = [];
    long attempts;

    /// <summary>How many attempts failed, and on which rows. Null: every row that was read has opened.</summary>
    public RefusedRows? Seen
    {
        get
        {
            lock (turn)
                return attempts == 0 ? null : new(attempts, [.. rows.Values.OrderByDescending(static row => row.Last).ThenBy(static row => row.Row, StringComparer.Ordinal)]);
        }
    }

    internal void Report(string table, string row, SealTrouble why = SealTrouble.DoesNotOpen)
    {
        bool first;
        lock (turn)
        {
            attempts++;
            var now = time.GetUtcNow();
            first = !rows.TryGetValue((table, row), out var seen);
            if (!first)
                rows[(table, row)] = seen! with { Last = now };
            else if (rows.Count < MostNamed)
                rows.Add((table, row), new(table, row, now, now));
        }
        alarm?.Invoke(new(table, row, first) { Why = why });
    }

    internal static string NameOf(Core.Ports.Rows.DocumentRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Kind} {row.Id} {row.Version}");
}

/// <summary>An attempt to open a row failed.</summary>
public readonly record struct SealRefused(string Table, string Row, bool First)
{
    /// <summary>What is wrong with it.</summary>
    public SealTrouble Why { get; init; }
}

/// <summary>What is wrong with a stored row.</summary>
public enum SealTrouble
{
    /// <summary>It does not open, or its mark is not what it says.</summary>
    DoesNotOpen,
    /// <summary>A document was seen, or committed to, and is not in the store any more.</summary>
    Gone,
    /// <summary>There are fewer rows than there should be, or more.</summary>
    RowsMissing,
    /// <summary>A document in clear is not what the audit log commits to.</summary>
    NotCommittedTo,
}

/// <summary>What did not open since the start.</summary>
/// <param name="Attempts">Attempts that failed.</param>
/// <param name="Rows">The rows, those met last first, at most <see cref="SealRefusals.MostNamed"/>.</param>
public sealed record RefusedRows(long Attempts, IReadOnlyList<RefusedRow> Rows);

/// <summary>A stored row that does not open.</summary>
/// <param name="Table"><c>journal</c>, <c>profile</c>, <c>account</c>, <c>submission</c>, <c>claim</c>, <c>dispatch</c>, <c>partition</c>, <c>source</c>, <c>tally</c> or <c>document</c>.</param>
/// <param name="Row">A message's id, with segment and attempt for a submission, a subject's token, or a document's kind, id and version.</param>
public sealed record RefusedRow(string Table, string Row, DateTimeOffset Since, DateTimeOffset Last);
