using Microsoft.ML.Data;
using Tidings.Core.Decide.Fraud.Features;

namespace Tidings.Fraud.Training;

/// <summary>A row as ML.NET reads it.</summary>
public sealed class TrainingRow
{
    [VectorType(FraudFeatures.Count)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}
