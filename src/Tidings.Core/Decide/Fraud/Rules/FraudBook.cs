using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>The bank's fraud rules with the learned model, made ready. Immutable, and safe for many threads.</summary>
public sealed class FraudBook
{
    readonly UntrainedScore _untrained;

    FraudBook(FraudRules rules, FraudModel? model) => (Rules, Model, _untrained) = (rules, model, new(rules.HighAmount));

    /// <summary>Nothing is scored.</summary>
    public static FraudBook Off { get; } = new(new(), null);

    public FraudRules Rules { get; }
    public FraudModel? Model { get; }

    /// <summary>Payments are remembered and scored.</summary>
    public bool IsOn => Rules.Mode != FraudMode.Off;

    /// <param name="model">Null: there is none.</param>
    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static FraudBook? Create(FraudRules rules, FraudModel? model, List<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return new(rules, model);
    }

    /// <summary>What a payment is worth in points and what is to be done about it. Allocates nothing where nobody is to be asked and <paramref name="explain"/> is false.</summary>
    /// <param name="customer">As it is before the payment is added.</param>
    /// <param name="explain">Reasons are wanted whatever the score.</param>
    public FraudJudgement Judge(in Payment payment, BankEvent happened, CustomerHistory customer, in Surroundings around, DateTimeOffset now, bool explain = false)
    {
        Span<float> features = stackalloc float[FraudFeatures.Count];
        Span<float> parts = stackalloc float[FraudFeatures.Count];
        FeatureVector.Fill(payment, customer, around, features);
        var points = 10 * _untrained.Score(features, parts);
        var advice = points >= Rules.DeclineAt ? FraudAdvice.Decline : points >= Rules.AskAt ? FraudAdvice.Ask : FraudAdvice.Allow;
        return new(points, advice, advice != FraudAdvice.Allow || explain ? FraudReasons.Of(features, parts) : []);
    }
}
