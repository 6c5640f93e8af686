using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Reads one condition, and checks that field, operator and value suit each other.</summary>
internal static class ConditionReader
{
    public static AlertCondition Read(DocumentReader reader)
    {
        var field = reader.Text("field", 128);
        var op = reader.Enum<ConditionOperator>("op");
        JsonElement? value = reader.TryGet("value", out var given) ? given.Clone() : null;
        reader.Done();
        if (field.Length > 0 && !EventFields.TryFind(field, out _, out _))
            reader.Wrong("field", FieldCodes.UnknownValue, "No event has this field.", $"Write one of {string.Join(", ", EventFields.Names)}, or data. and a member of your own type.");
        else if (op != default && EventFields.TryFind(field, out var known, out var type))
            Check(reader, known, type, op, value);
        return new(field, op, value);
    }

    static void Check(DocumentReader reader, EventField field, FieldType type, ConditionOperator op, JsonElement? value)
    {
        if (op is ConditionOperator.Present or ConditionOperator.Absent)
        {
            if (value is not null)
                reader.Wrong("value", FieldCodes.UnknownField, "This operator takes no value.", "Remove it.");
            return;
        }
        if (value is not { } given)
        {
            reader.Wrong("value", "missing", "It is missing.", "Add it.");
            return;
        }
        var suits = Operators(type);
        if (Array.IndexOf(suits, op) < 0)
        {
            reader.Wrong("op", FieldCodes.UnknownValue, "The field does not take this operator.", $"Write one of {string.Join(", ", suits.Select(Kebab<ConditionOperator>.Name))}.");
            return;
        }
        if (!ValueSuits(type, op, given))
            reader.Wrong("value", "format", "It does not suit field and operator.", Wanted(type, op));
        else if (field == EventField.Kind && Texts(given).Any(text => !TransactionKinds.TryParse(text, out _)))
            reader.Wrong("value", FieldCodes.UnknownValue, "No transaction has this kind.", $"Write one of {string.Join(", ", TransactionKinds.All.Select(TransactionKinds.WireName))}.");
    }

    static ConditionOperator[] Operators(FieldType type) => type switch
    {
        FieldType.Text => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.In, ConditionOperator.NotIn],
        FieldType.Number => [ConditionOperator.Is, ConditionOperator.IsNot, ConditionOperator.AtLeast, ConditionOperator.AtMost, ConditionOperator.Above, ConditionOperator.Below],
        FieldType.Flag => [ConditionOperator.Is, ConditionOperator.IsNot],
        _ => Enum.GetValues<ConditionOperator>(),
    };

    static bool ValueSuits(FieldType type, ConditionOperator op, JsonElement value) => op switch
    {
        ConditionOperator.In or ConditionOperator.NotIn => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= 1000
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String),
        ConditionOperator.Is or ConditionOperator.IsNot => type switch
        {
            FieldType.Text => value.ValueKind == JsonValueKind.String,
            FieldType.Number => IsNumber(value),
            FieldType.Flag => IsFlag(value),
            _ => value.ValueKind == JsonValueKind.String || IsNumber(value) || IsFlag(value),
        },
        _ => IsNumber(value),
    };

    static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _);
    static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];

    static string Wanted(FieldType type, ConditionOperator op) => (type, op) switch
    {
        (_, ConditionOperator.In or ConditionOperator.NotIn) => "Write a list of 1 to 1000 texts.",
        (FieldType.Text, _) => "Write a text.",
        (FieldType.Flag, _) => "Write true or false.",
        _ => "Write a number.",
    };
}
