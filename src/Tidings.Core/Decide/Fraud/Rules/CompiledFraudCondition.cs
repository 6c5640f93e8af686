using System.Collections.Frozen;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>A condition made ready: features by their place, texts and lists as sets. It allocates nothing.</summary>
internal sealed class CompiledFraudCondition
{
    readonly FraudOperator _is;
    readonly float _number;
    readonly bool _mayBeUnknown;
    readonly FraudFact _fact;
    readonly FrozenSet<string> _texts;
    readonly FrozenDictionary<string, DateTimeOffset> _list;

    /// <param name="condition">As <see cref="FraudConditionChecks"/> has passed it.</param>
    /// <param name="lists">By id; an entry's value is until when it counts.</param>
    public CompiledFraudCondition(FraudCondition condition, IReadOnlyDictionary<string, FrozenDictionary<string, DateTimeOffset>> lists)
    {
        _is = condition.Is;
        (_texts, _list) = (FrozenSet<string>.Empty, FrozenDictionary<string, DateTimeOffset>.Empty);
        if (Kebab<FraudFeature>.TryParse(condition.Of, out var feature))
        {
            // Features are singles: held against a double, 0.03 would be less than 0.03.
            (Feature, _number, _mayBeUnknown) = (feature, (float)condition.Number, FeatureRange.Of(feature).MayBeUnknown);
            return;
        }
        Kebab<FraudFact>.TryParse(condition.Of, out _fact);
        if (_is is FraudOperator.OnList or FraudOperator.NotOnList)
            _list = lists[condition.Texts[0]];
        else
            _texts = condition.Texts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What it asks for; null: a fact.</summary>
    public FraudFeature? Feature { get; }

    public bool Holds(ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now) =>
        Feature is { } feature ? Holds(features[(int)feature]) : Holds(FraudFacts.Text(_fact, happened), now);

    bool Holds(float value) => !(_mayBeUnknown && value < 0) && _is switch
    {
        FraudOperator.AtLeast => value >= _number,
        FraudOperator.AtMost => value <= _number,
        FraudOperator.Above => value > _number,
        _ => value < _number,
    };

    bool Holds(string? text, DateTimeOffset now) => _is switch
    {
        FraudOperator.OneOf => text is not null && _texts.Contains(text),
        FraudOperator.NoneOf => text is null || !_texts.Contains(text),
        FraudOperator.OnList => IsListed(text, now),
        _ => !IsListed(text, now),
    };

    bool IsListed(string? text, DateTimeOffset now) => text is not null && _list.TryGetValue(text, out var until) && now < until;
}
