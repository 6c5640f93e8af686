namespace Tidings.Fraud.Backtests.Report;

/// <summary>What a report is of, by the names of files.</summary>
/// <param name="History">The files of payments.</param>
/// <param name="Rules">Null: the defaults.</param>
/// <param name="Model">With its hash; null: none.</param>
/// <param name="Against">Null: nothing was compared with.</param>
public sealed record ReportNames(IReadOnlyList<string> History, string? Rules, string? Model, string? Against);
