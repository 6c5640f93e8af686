using System.ComponentModel;

namespace Tidings.Server.Intake.Customers;

/// <summary>What became of an import.</summary>
public sealed record ImportReport
{
    [Description("True: all of it was read and, unless this is a dry run, taken or refused.")]
    public required bool Complete { get; init; }
    [Description("True: nothing was changed.")]
    public required bool DryRun { get; init; }
    [Description("Customers or accounts that were read.")]
    public required long Read { get; init; }
    [Description("Those that are registered now, or would be.")]
    public required long Accepted { get; init; }
    [Description("Those that are wrong.")]
    public required long Refused { get; init; }
    [Description("Columns that mean nothing here.")]
    public required IReadOnlyList<string> IgnoredColumns { get; init; }
    [Description("The first 200 errors, by row and column.")]
    public required IReadOnlyList<ReportError> Errors { get; init; }
    [Description("Errors beyond those.")]
    public required long ErrorsOmitted { get; init; }
}
