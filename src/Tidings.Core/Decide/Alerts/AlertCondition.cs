using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Core.Decide.Alerts;

/// <summary>One comparison of a field of the event with a value. Typed: <see cref="EventFields"/> says which operators and values a field takes.</summary>
/// <param name="Field">The wire name: <c>kind</c>, <c>merchantCategory</c>, <c>abroad</c>, or <c>data.</c> and a member of a bank's own type.</param>
/// <param name="Value">Text, number, true/false, or a list of texts, as field and operator want it. Null for <c>present</c> and <c>absent</c>.</param>
public sealed record AlertCondition(string Field, ConditionOperator Op, JsonElement? Value = null);

[JsonConverter(typeof(KebabEnumConverter<ConditionOperator>))]
public enum ConditionOperator : byte
{
    Is = 1,
    IsNot,
    In,
    NotIn,
    AtLeast,
    AtMost,
    Above,
    Below,
    Present,
    Absent,
}
