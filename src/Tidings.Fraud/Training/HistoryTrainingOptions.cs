using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Fraud.Training;

/// <summary>How a model is trained on a bank's own history.</summary>
public sealed record HistoryTrainingOptions
{
    /// <summary>How LightGBM learns.</summary>
    public TrainingOptions Trees { get; init; } = new();

    /// <summary>In which currency amounts are compared, and what others are worth.</summary>
    public FraudRules Rules { get; init; } = new();

    /// <summary>First second, since 1970, of which nothing is known: neither its payments nor labels that came from then on. Null: all of the history is known.</summary>
    public uint? Until { get; init; }

    /// <summary>Seconds after which a bank knows of a payment what it is: what is newer is neither learned from nor judged by.</summary>
    public uint Delay { get; init; } = Seconds.Week;

    /// <summary>Learned from at most; of more the newest.</summary>
    public int MostRows { get; init; } = 500_000;

    /// <summary>So many frauds are needed in the days that are learned from.</summary>
    public int FewestFrauds { get; init; } = 50;

    /// <summary>So many frauds are needed in the days that are held out, for figures to say something.</summary>
    public int FewestHeldOut { get; init; } = 10;
}
