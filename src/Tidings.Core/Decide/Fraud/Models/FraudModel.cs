using Tidings.Core.Decide.Fraud.Features;

namespace Tidings.Core.Decide.Fraud.Models;

/// <summary>
/// Boosted trees in one flat array, and a walker over them. Immutable: any number of threads score at once. Nothing is allocated, and no native library is called.
/// </summary>
public sealed class FraudModel
{
    readonly FraudModelNode[] _nodes;
    readonly int[] _roots;

    /// <param name="trees">Each as <see cref="FraudModelFile"/> checks it: children side by side and after their parent.</param>
    /// <param name="slope">With <paramref name="offset"/>: probability = 1 / (1 + exp(-(slope × score + offset))). More than 0, so that calibration changes no order.</param>
    /// <param name="offset">See <paramref name="slope"/>.</param>
    public FraudModel(IReadOnlyList<FraudModelNode[]> trees, double slope, double offset)
    {
        (Slope, Offset) = (slope, offset);
        _roots = new int[trees.Count];
        _nodes = new FraudModelNode[trees.Sum(static tree => tree.Length)];
        var root = 0;
        for (var i = 0; i < trees.Count; i++)
        {
            _roots[i] = root;
            Expected += trees[i][0].Value;
            for (var k = 0; k < trees[i].Length; k++)
                _nodes[root + k] = trees[i][k] with { Left = trees[i][k].Left + root };
            root += trees[i].Length;
        }
    }

    public double Slope { get; }
    public double Offset { get; }

    /// <summary>The mean score over the rows of the training: what contributions are counted from.</summary>
    public double Expected { get; }

    public int Trees => _roots.Length;
    public int Nodes => _nodes.Length;

    /// <summary>The sum over all trees: the higher, the more it looks like fraud.</summary>
    /// <param name="features">A vector of <see cref="FeatureVector"/>.</param>
    public double Score(ReadOnlySpan<float> features)
    {
        Check(features);
        var nodes = _nodes;
        var score = 0d;
        foreach (var root in _roots)
        {
            ref readonly var node = ref nodes[root];
            while (node.Feature >= 0)
                node = ref nodes[features[node.Feature] <= node.Threshold ? node.Left : node.Left + 1];
            score += node.Value;
        }
        return score;
    }

    /// <summary>How often payments of this score were frauds in the training; 0 to 1.</summary>
    public double Probability(double score) => 1 / (1 + Math.Exp(-((Slope * score) + Offset)));

    /// <summary>
    /// The score with each feature's part in it, by the path that is walked (Saabas): what a question changes in the mean of what is still possible is its feature's. The parts and <see cref="Expected"/> sum up to the score.
    /// </summary>
    /// <param name="features">A vector of <see cref="FeatureVector"/>.</param>
    /// <param name="into"><see cref="FraudFeatures.Count"/> places; what is in them is overwritten.</param>
    public double Contributions(ReadOnlySpan<float> features, Span<float> into)
    {
        Check(features);
        into = into[..FraudFeatures.Count];
        into.Clear();
        var nodes = _nodes;
        var score = 0d;
        foreach (var root in _roots)
        {
            ref readonly var node = ref nodes[root];
            while (node.Feature >= 0)
            {
                ref readonly var next = ref nodes[features[node.Feature] <= node.Threshold ? node.Left : node.Left + 1];
                into[node.Feature] += next.Value - node.Value;
                node = ref next;
            }
            score += node.Value;
        }
        return score;
    }

    /// <summary>The nodes of one tree, counted from its root.</summary>
    public FraudModelNode[] Tree(int index)
    {
        var root = _roots[index];
        var end = index + 1 < _roots.Length ? _roots[index + 1] : _nodes.Length;
        return [.. _nodes[root..end].Select(node => node with { Left = node.Left - root })];
    }

    static void Check(ReadOnlySpan<float> features)
    {
        if (features.Length != FraudFeatures.Count)
            throw new ArgumentException($"A vector has {FraudFeatures.Count} features, not {features.Length}.", nameof(features));
    }
}
