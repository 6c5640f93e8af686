using System.ComponentModel;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Files;

/// <summary>What became of a camt file.</summary>
public sealed record FileReport
{
    [Description("True: it was read to its end, and each of its events was accepted or refused.")]
    public required bool Complete { get; init; }
    [Description("The message and version, for example camt.053.001.08; camt.053 without a schema.")]
    public string? Message { get; init; }
    [Description("Accounts' parts: statements, reports or notifications.")]
    public required int Statements { get; init; }
    [Description("Entries that were there, wrong ones included.")]
    public required long Entries { get; init; }
    [Description("Entries that are no booking: information, future, zero amounts, unknown statuses.")]
    public required long Skipped { get; init; }
    [Description("How many were skipped for which reason: information, future, unknown-status, zero, copy.")]
    public required IReadOnlyDictionary<string, long> SkippedBy { get; init; }
    [Description("Entries that are wrong and were refused alone.")]
    public required long RefusedEntries { get; init; }
    [Description("Events made of the entries.")]
    public required long Events { get; init; }
    [Description("Events that are durable and decided now.")]
    public required long Accepted { get; init; }
    [Description("Of those accepted, events of which nobody was told because they happened too long ago.")]
    public required long TooOld { get; init; }
    [Description("Events that were accepted before.")]
    public required long Duplicates { get; init; }
    [Description("Events that were refused, for example because the account is not registered.")]
    public required long Refused { get; init; }
    [Description("Texts that the events yielded.")]
    public required long Messages { get; init; }
    [Description("The sum of the credit entries by currency, gross: reversals, pending and informational ones included.")]
    public required IReadOnlyDictionary<string, decimal> Credits { get; init; }
    [Description("The sum of the debit entries by currency, gross.")]
    public required IReadOnlyDictionary<string, decimal> Debits { get; init; }
    [Description("Oddities that stopped nothing: contradicting counts, unreadable dates, cut texts.")]
    public required long Notes { get; init; }
    [Description("The first 100 of them, by entry and path.")]
    public required IReadOnlyList<ReportError> FirstNotes { get; init; }
    [Description("The first 200 errors, by entry and path.")]
    public required IReadOnlyList<ReportError> Errors { get; init; }
    [Description("Errors beyond those.")]
    public required long ErrorsOmitted { get; init; }

    /// <summary>Of a file that is not read at all.</summary>
    internal static FileReport TooLarge(long most)
    {
        var nothing = new Dictionary<string, decimal>();
        return new()
        {
            Complete = false, Statements = 0, Entries = 0, Skipped = 0, SkippedBy = new Dictionary<string, long>(), RefusedEntries = 0, Events = 0, Accepted = 0, TooOld = 0,
            Duplicates = 0, Refused = 0, Messages = 0, Credits = nothing, Debits = nothing, Notes = 0, FirstNotes = [], ErrorsOmitted = 0,
            Errors = [new(0, "$", FieldCodes.Limit, $"The file is larger than {most} bytes.", "Split it, or raise Intake:MaxFileBytes.")],
        };
    }
}
