using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Whether conditions ask for what there is, by an operator that suits it, and can hold together.</summary>
internal static class FraudConditionChecks
{
    const double Largest = 1e12;

    static readonly string Names = string.Join(", ", Kebab<FraudFact>.Names.Concat(Kebab<FraudFeature>.Names));

    public static void Check(IReadOnlyList<FraudCondition> conditions, IReadOnlySet<string> lists, string at, List<FieldError> errors)
    {
        for (var i = 0; i < conditions.Count; i++)
            One(conditions[i], lists, $"{at}[{i}]", errors);
        // Of what was wrong already nothing can be told.
        if (!errors.Exists(error => error.Field.StartsWith(at, StringComparison.Ordinal)) && Contradictions.In(conditions) is { } never)
            errors.Add(new(at, FieldCodes.Range, $"No payment fulfils all of them: {never} would have to be two things at once, or what it never is.", "Change one of them, or remove it."));
    }

    public static bool IsOfNumbers(FraudOperator op) => op is FraudOperator.AtLeast or FraudOperator.AtMost or FraudOperator.Above or FraudOperator.Below;

    static void One(FraudCondition condition, IReadOnlySet<string> lists, string at, List<FieldError> errors)
    {
        if (condition.Of.Length == 0)
            return;
        if (Kebab<FraudFeature>.TryParse(condition.Of, out _))
        {
            if (!IsOfNumbers(condition.Is))
                errors.Add(new($"{at}.is", FieldCodes.UnknownValue, "A feature is a number.", "Write at-least, at-most, above or below."));
            else if (!double.IsFinite(condition.Number) || Math.Abs(condition.Number) > Largest)
                errors.Add(new($"{at}.value", FieldCodes.Range, $"It is not a number from -{Largest:0} to {Largest:0}.", "Write such a number."));
        }
        else if (!Kebab<FraudFact>.TryParse(condition.Of, out var fact))
            errors.Add(new($"{at}.of", FieldCodes.UnknownValue, "No payment has this feature or fact.", $"Write one of {Names}."));
        else if (IsOfNumbers(condition.Is))
            errors.Add(new($"{at}.is", FieldCodes.UnknownValue, "A fact is a text.", "Write one-of, none-of, on-list or not-on-list."));
        else if (condition.Is is FraudOperator.OnList or FraudOperator.NotOnList)
            Listed(condition, lists, at, errors);
        else
            Valued(condition, fact, at, errors);
    }

    static void Listed(FraudCondition condition, IReadOnlySet<string> lists, string at, List<FieldError> errors)
    {
        if (condition.Texts is not [var list])
            errors.Add(new($"{at}.value", FieldCodes.Format, "It is not the id of one list.", "Write it."));
        else if (list.Length > 0 && !lists.Contains(list))
            errors.Add(new($"{at}.value", FieldCodes.UnknownValue, "There is no list with this id.", lists.Count == 0 ? "Add it to lists." : $"Add it to lists, or write one of {string.Join(", ", lists)}."));
    }

    static void Valued(FraudCondition condition, FraudFact fact, string at, List<FieldError> errors)
    {
        if (condition.Texts.Count == 0)
            errors.Add(new($"{at}.value", FieldCodes.Missing, "There is no value.", "Write a list of texts."));
        for (var i = 0; i < condition.Texts.Count; i++)
            if (condition.Texts[i].Length > 0 && FraudFacts.WhyNever(fact, condition.Texts[i]) is { } fix)
                errors.Add(new($"{at}.value[{i}]", FieldCodes.UnknownValue, "No payment has this value.", fix));
    }
}
