using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Fraud.Backtests;

/// <summary>What a backtest takes for granted. All of it is printed beside its figures.</summary>
public sealed record BacktestOptions
{
    /// <summary>First second, since 1970, that is counted; what is earlier fills what is remembered. Null: after 30 days, or a quarter of a shorter history.</summary>
    public uint? From { get; init; }

    /// <summary>Seconds after which a label is known whose file does not say when.</summary>
    public uint Delay { get; init; } = Seconds.Week;

    /// <summary>Of the customers who are asked so many answer; 0 to 1.</summary>
    public double Answer { get; init; } = 0.6;

    /// <summary>Seconds after a fraud that was found in which the same customer's frauds would not have happened: his card is blocked.</summary>
    public uint BlockedFor { get; init; } = 14 * Seconds.Day;

    /// <summary>What one text costs.</summary>
    public double Price { get; init; }

    /// <summary>Counts rules and the model that are in shadow as if they were live.</summary>
    public bool Shadow { get; init; }
}
