using Tidings.Core.Decide.Fraud.Models;
using Tidings.Fraud.Protocols;

namespace Tidings.Fraud.Training;

/// <summary>What came of a training on a bank's history.</summary>
public abstract record HistoryTrained
{
    private protected HistoryTrained()
    {
    }

    /// <summary>There is a model.</summary>
    /// <param name="Model">Learned from all days whose labels are known, those that were held out too.</param>
    /// <param name="Figures">Of a model that was trained likewise without the days that were held out, on those: of this history alone.</param>
    /// <param name="AmongAll">Share of frauds among what was held out: the average precision of a score that says nothing.</param>
    public sealed record Good(FraudModel Model, Figures Figures, HistoryPart Learned, HistoryPart HeldOut, double AmongAll) : HistoryTrained;

    /// <summary>There is none, and why.</summary>
    /// <param name="Why">With counts: what there is, and what is needed.</param>
    public sealed record Refused(string Why) : HistoryTrained;
}

/// <summary>Some days of a history.</summary>
/// <param name="From">First second, since 1970.</param>
/// <param name="Until">First second after it.</param>
public readonly record struct HistoryPart(uint From, uint Until, int Payments, int Frauds);
