using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Features;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Finds conditions that no payment can fulfil together.</summary>
internal static class Contradictions
{
    /// <returns>The feature or fact that would have to be two things at once; null: there is none.</returns>
    public static string? In(IReadOnlyList<FraudCondition> conditions)
    {
        foreach (var of in conditions.GroupBy(static condition => condition.Of, StringComparer.Ordinal))
            if (Kebab<FraudFeature>.TryParse(of.Key, out var feature) ? LeaveNoNumber(FeatureRange.Of(feature), of) : LeaveNoText(of))
                return of.Key;
        return null;
    }

    static bool LeaveNoNumber(FeatureRange range, IEnumerable<FraudCondition> conditions)
    {
        var (low, lowOpen, high, highOpen) = (range.Least, false, range.Most, false);
        foreach (var condition in conditions)
            switch (condition.Is)
            {
                case FraudOperator.AtLeast when condition.Number > low:
                    (low, lowOpen) = (condition.Number, false);
                    break;
                case FraudOperator.Above when condition.Number >= low:
                    (low, lowOpen) = (condition.Number, true);
                    break;
                case FraudOperator.AtMost when condition.Number < high:
                    (high, highOpen) = (condition.Number, false);
                    break;
                case FraudOperator.Below when condition.Number <= high:
                    (high, highOpen) = (condition.Number, true);
                    break;
                default:
                    break;
            }
        return range.Whole
            ? (lowOpen ? Math.Floor(low) + 1 : Math.Ceiling(low)) > (highOpen ? Math.Ceiling(high) - 1 : Math.Floor(high))
            : low > high || (low == high && (lowOpen || highOpen));
    }

    static bool LeaveNoText(IEnumerable<FraudCondition> conditions)
    {
        HashSet<string>? left = null;
        var (not, on, off) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var condition in conditions)
            switch (condition.Is)
            {
                case FraudOperator.OneOf when left is null:
                    left = new(condition.Texts, StringComparer.OrdinalIgnoreCase);
                    break;
                case FraudOperator.OneOf:
                    left.IntersectWith(condition.Texts);
                    break;
                case FraudOperator.NoneOf:
                    not.UnionWith(condition.Texts);
                    break;
                case FraudOperator.OnList:
                    on.UnionWith(condition.Texts);
                    break;
                case FraudOperator.NotOnList:
                    off.UnionWith(condition.Texts);
                    break;
                default:
                    break;
            }
        left?.ExceptWith(not);
        return left is { Count: 0 } || on.Overlaps(off);
    }
}
