using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>A condition made ready once, so that evaluating it reads no JSON and allocates nothing.</summary>
internal sealed class CompiledCondition
{
    readonly FieldType _type;
    readonly ConditionOperator _op;
    readonly string[] _texts = [];
    readonly decimal _number;
    readonly bool _flag;
    readonly string _homeCountry;
    readonly string _path = "";

    public EventField Field { get; }

    /// <param name="condition">Validated: <see cref="AlertRuleReader"/> lets no other through.</param>
    public CompiledCondition(AlertCondition condition, string homeCountry)
    {
        EventFields.TryFind(condition.Field, out var field, out _type);
        (Field, _op, _homeCountry) = (field, condition.Op, homeCountry);
        if (field == EventField.Data)
            _path = condition.Field[EventFields.DataPrefix.Length..];
        switch (condition.Value)
        {
            case { ValueKind: JsonValueKind.String } text: _texts = [text.GetString()!]; break;
            case { ValueKind: JsonValueKind.Array } list: _texts = [.. list.EnumerateArray().Select(item => item.GetString()!)]; break;
            case { ValueKind: JsonValueKind.Number } number: _number = number.GetDecimal(); break;
            case { ValueKind: JsonValueKind.True }: _flag = true; break;
        }
        if (_type == FieldType.Any)
            _type = condition.Value?.ValueKind switch
            {
                JsonValueKind.Number => FieldType.Number,
                JsonValueKind.True or JsonValueKind.False => FieldType.Flag,
                _ => FieldType.Text,
            };
    }

    public bool Holds(BankEvent happened) => Field == EventField.Data ? HoldsForData(happened.Data) : _type switch
    {
        FieldType.Text => HoldsFor(EventFields.Text(Field, happened)),
        FieldType.Number => HoldsFor(EventFields.Number(Field, happened)),
        _ => HoldsFor(EventFields.Flag(Field, happened, _homeCountry)),
    };

    /// <summary>For a condition on the kind alone: whether it holds for all events of the kind.</summary>
    public bool HoldsForKind(TransactionKind? kind) => HoldsFor(kind?.WireName());

    bool HoldsFor(string? text) => _op switch
    {
        ConditionOperator.Present => text is not null,
        ConditionOperator.Absent => text is null,
        ConditionOperator.Is or ConditionOperator.In => text is not null && Lists(text),
        // An absent text is not any of the values.
        _ => text is null || !Lists(text),
    };

    bool HoldsFor(decimal? number) => _op switch
    {
        ConditionOperator.Present => number is not null,
        ConditionOperator.Absent => number is null,
        ConditionOperator.Is => number == _number,
        ConditionOperator.IsNot => number != _number,
        ConditionOperator.AtLeast => number >= _number,
        ConditionOperator.AtMost => number <= _number,
        ConditionOperator.Above => number > _number,
        _ => number < _number,
    };

    bool HoldsFor(bool? flag) => _op switch
    {
        ConditionOperator.Present => flag is not null,
        ConditionOperator.Absent => flag is null,
        ConditionOperator.Is => flag == _flag,
        _ => flag != _flag,
    };

    bool Lists(string text)
    {
        foreach (var listed in _texts)
            if (listed == text)
                return true;
        return false;
    }

    // Only a bank's own types carry data: rare enough to parse it here.
    bool HoldsForData(string? data)
    {
        if (data is null)
            return _op is ConditionOperator.Absent or ConditionOperator.IsNot or ConditionOperator.NotIn;
        using var document = JsonDocument.Parse(data);
        var found = document.RootElement;
        foreach (var member in _path.Split('.'))
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(member, out found))
                found = default;
        return _type switch
        {
            FieldType.Number => HoldsFor(found.ValueKind == JsonValueKind.Number && found.TryGetDecimal(out var number) ? number : null),
            FieldType.Flag => HoldsFor(found.ValueKind is JsonValueKind.True or JsonValueKind.False ? found.GetBoolean() : (bool?)null),
            _ => HoldsFor(found.ValueKind switch
            {
                JsonValueKind.Undefined or JsonValueKind.Null => null,
                JsonValueKind.String => found.GetString(),
                _ => found.GetRawText(),
            }),
        };
    }
}
