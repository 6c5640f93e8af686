using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Models;

namespace Tidings.Core.Tests.Decide.Fraud;

/// <summary>Models that tests can reckon by hand, and large ones that they cannot.</summary>
internal static class Trees
{
    /// <summary>Two trees over the amount and the number of payments in a day.</summary>
    public static FraudModel Small { get; } = new(
    [
        [new((short)FraudFeature.Amount, 100, 1, -0.8f), new(-1, 0, 0, -1), new((short)FraudFeature.CountDay, 3, 3, 1), new(-1, 0, 0, 0.5f), new(-1, 0, 0, 2)],
        [new((short)FraudFeature.CountDay, 1, 1, 0.1f), new(-1, 0, 0, 0), new(-1, 0, 0, 0.25f)],
    ],
    slope: 2, offset: -1);

    /// <summary>So many trees of 15 questions each, at random.</summary>
    public static FraudModel Large(int trees, int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, trees).Select(_ => Full(random))], 1, 0);
    }

    static FraudModelNode[] Full(Random random) =>
    [
        .. Enumerable.Range(0, 31).Select(i => i < 15
            ? new FraudModelNode((short)random.Next(FraudFeatures.Count), random.NextSingle(), (2 * i) + 1, random.NextSingle() - 0.5f)
            : new FraudModelNode(-1, 0, 0, random.NextSingle() - 0.5f)),
    ];

    public static float[] Vector(params ReadOnlySpan<(FraudFeature Feature, float Value)> values)
    {
        var vector = new float[FraudFeatures.Count];
        foreach (var (feature, value) in values)
            vector[(int)feature] = value;
        return vector;
    }

    public static float[] RandomVector(Random random) => [.. Enumerable.Range(0, FraudFeatures.Count).Select(_ => random.NextSingle())];
}
