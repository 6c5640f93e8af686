namespace Tidings.Fraud.Training;

/// <summary>How LightGBM learns. The defaults suit some tens of thousands of payments with some hundreds of frauds.</summary>
public sealed record TrainingOptions
{
    public int Trees { get; init; } = 200;
    public int Leaves { get; init; } = 12;
    public double LearningRate { get; init; } = 0.04;
    public int RowsALeaf { get; init; } = 15;
    /// <summary>Shares of the features and the rows that each tree sees.</summary>
    public double FeatureShare { get; init; } = 0.5;
    public double RowShare { get; init; } = 0.8;
    /// <summary>Models that differ by their seed alone; the score is their mean.</summary>
    public int Models { get; init; } = 3;
    public int Seed { get; init; } = 1;
}
