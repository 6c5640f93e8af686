using System.Text.Json;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Models;

/// <summary>Reads one tree, and proves that each walk through it ends: children come after their parent, and each node but the root is the child of one.</summary>
internal static class FraudModelTree
{
    public static FraudModelNode[]? Read(JsonElement tree, string at, List<FieldError> errors)
    {
        if (tree.ValueKind != JsonValueKind.Object || !TryList(tree, "feature", out var feature) || feature.GetArrayLength() == 0)
            return Wrong(errors, $"{at}.feature", "A tree is an object with the list of each node's feature.");
        var length = feature.GetArrayLength();
        var nodes = new FraudModelNode[length];
        foreach (var name in (ReadOnlySpan<string>)["feature", "threshold", "left", "value"])
        {
            if (!TryList(tree, name, out var list) || list.GetArrayLength() != length)
                return Wrong(errors, $"{at}.{name}", "The four lists of a tree have one length.");
            var i = 0;
            foreach (var value in list.EnumerateArray())
            {
                if (!Fits(value, name, ref nodes[i]))
                    return Wrong(errors, $"{at}.{name}[{i}]", name == "feature" ? $"A feature is a whole number from -1 to {FraudFeatures.Count - 1}." : "This is not a number that fits here.");
                i++;
            }
        }
        return HoldsTogether(nodes) ? nodes : Wrong(errors, $"{at}.left", "Each node but the first is the child of one that stands before it, two side by side; a leaf has none.");
    }

    static bool Fits(JsonElement value, string name, ref FraudModelNode node)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return false;
        switch (name)
        {
            case "feature" when value.TryGetInt16(out var feature) && feature >= -1 && feature < FraudFeatures.Count:
                node = node with { Feature = feature };
                return true;
            case "left" when value.TryGetInt32(out var left) && left >= 0:
                node = node with { Left = left };
                return true;
            case "threshold" when value.TryGetSingle(out var threshold) && float.IsFinite(threshold):
                node = node with { Threshold = threshold };
                return true;
            case "value" when value.TryGetSingle(out var mean) && float.IsFinite(mean):
                node = node with { Value = mean };
                return true;
            default:
                return false;
        }
    }

    static bool HoldsTogether(FraudModelNode[] nodes)
    {
        var hasParent = new bool[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Feature < 0)
                continue;
            var left = nodes[i].Left;
            if (left <= i || left >= nodes.Length - 1 || hasParent[left] || hasParent[left + 1])
                return false;
            (hasParent[left], hasParent[left + 1]) = (true, true);
        }
        return !hasParent[0] && hasParent.AsSpan(1).IndexOf(false) < 0;
    }

    static bool TryList(JsonElement tree, string name, out JsonElement list) => tree.TryGetProperty(name, out list) && list.ValueKind == JsonValueKind.Array;

    static FraudModelNode[]? Wrong(List<FieldError> errors, string field, string why)
    {
        errors.Add(new(field, FieldCodes.Format, why, "Train the model anew."));
        return null;
    }
}
