using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Reads one condition. Whether it asks for what there is <see cref="FraudConditionChecks"/> sees.</summary>
internal static class FraudConditionReader
{
    const int MostTexts = 1_000, LongestText = 140;

    public static FraudCondition Read(DocumentReader reader)
    {
        var of = reader.Text("of", 40);
        var known = reader.Errors.Count;
        var op = reader.Enum<FraudOperator>("is");
        // Of an operator that nobody knows the value cannot be judged.
        var condition = reader.Errors.Count > known ? Unread(reader, of) : Valued(reader, of, op);
        reader.Done();
        return condition;
    }

    static FraudCondition Unread(DocumentReader reader, string of)
    {
        reader.TryGet("value", out _);
        return new("", FraudOperator.AtLeast) { Texts = [of] };
    }

    static FraudCondition Valued(DocumentReader reader, string of, FraudOperator op)
    {
        if (FraudConditionChecks.IsOfNumbers(op))
            return new(of, op) { Number = Number(reader) };
        if (op is FraudOperator.OnList or FraudOperator.NotOnList)
            return new(of, op) { Texts = [reader.Text("value", 40, fix: "Write the id of a list.")] };
        return new(of, op) { Texts = reader.List("value", true, MostTexts, (item, at) => Text(item, at, reader.Errors)) };
    }

    static double Number(DocumentReader reader)
    {
        if (!reader.Need("value", out var value))
            return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            return number;
        reader.Wrong("value", FieldCodes.Format, "This operator takes a number.", "Write one, without quotes.");
        return 0;
    }

    static string Text(JsonElement item, string at, List<FieldError> errors)
    {
        if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= LongestText } text)
            return text;
        errors.Add(new(at, FieldCodes.Format, $"It is not a text of 1 to {LongestText} characters.", "Write one, as events have it."));
        return "";
    }
}
