using Microsoft.ML.Trainers.FastTree;
using Tidings.Core.Decide.Fraud.Models;

namespace Tidings.Fraud.Training;

/// <summary>Writes ML.NET's trees in our form: children side by side behind their parent, and at each question the mean of what lies below, by the rows of the training.</summary>
internal static class TreeExport
{
    public static IEnumerable<FraudModelNode[]> Trees(RegressionTreeEnsemble ensemble, IReadOnlyList<TrainingRow> rows, double weight)
    {
        for (var i = 0; i < ensemble.Trees.Count; i++)
            yield return WithMeans(Flat(ensemble.Trees[i], weight * ensemble.TreeWeights[i]), rows);
        if (ensemble.Bias != 0)
            yield return [new(-1, 0, 0, (float)(weight * ensemble.Bias))];
    }

    static FraudModelNode[] Flat(RegressionTree tree, double weight)
    {
        if (tree.NumberOfNodes == 0)
            return [new(-1, 0, 0, (float)(weight * tree.LeafValues[0]))];
        if (tree.CategoricalSplitFlags.Any(static flag => flag))
            throw new InvalidOperationException("A tree asks for a category; all features are numbers.");
        var nodes = new List<FraudModelNode> { default };
        // ML.NET's index of each of ours: a leaf by its complement.
        var theirs = new List<int> { 0 };
        for (var i = 0; i < theirs.Count; i++)
        {
            if (theirs[i] < 0)
            {
                nodes[i] = new(-1, 0, 0, (float)(weight * tree.LeafValues[~theirs[i]]));
                continue;
            }
            nodes[i] = new((short)tree.NumericalSplitFeatureIndexes[theirs[i]], tree.NumericalSplitThresholds[theirs[i]], nodes.Count, 0);
            theirs.AddRange([tree.LeftChild[theirs[i]], tree.RightChild[theirs[i]]]);
            nodes.AddRange([default, default]);
        }
        return [.. nodes];
    }

    static FraudModelNode[] WithMeans(FraudModelNode[] tree, IReadOnlyList<TrainingRow> rows)
    {
        var reached = new long[tree.Length];
        foreach (var row in rows)
        {
            var at = 0;
            while (tree[at].Feature >= 0)
                at = row.Features[tree[at].Feature] <= tree[at].Threshold ? tree[at].Left : tree[at].Left + 1;
            reached[at]++;
        }
        for (var i = tree.Length - 1; i >= 0; i--)
        {
            if (tree[i].Feature < 0)
                continue;
            var (left, right) = (tree[i].Left, tree[i].Left + 1);
            reached[i] = reached[left] + reached[right];
            var share = reached[i] == 0 ? 0.5 : (double)reached[left] / reached[i];
            tree[i] = tree[i] with { Value = (float)((share * tree[left].Value) + ((1 - share) * tree[right].Value)) };
        }
        return tree;
    }
}
