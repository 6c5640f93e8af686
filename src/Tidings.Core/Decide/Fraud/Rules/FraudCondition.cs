namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>
/// One condition over a fact of the event, a feature, or a list. What is not known of a feature fulfils no condition; a fact that the event does not have is none of any values, and on no list.
/// </summary>
/// <param name="Of">A feature's name (<see cref="Features.FraudFeature"/> in kebab case), or a fact's (<see cref="FraudFact"/> likewise): <c>amount-to-mean</c>, <c>merchant-category</c>.</param>
/// <param name="Is">Features take the first four, facts the others.</param>
public sealed record FraudCondition(string Of, FraudOperator Is)
{
    /// <summary>What a feature is held against; -1e12 to 1e12, exact to seven digits.</summary>
    public double Number { get; init; }

    /// <summary>What a fact is held against, without regard to capitals; 1 to 1,000. With a list: its id, alone.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

public enum FraudOperator : byte
{
    AtLeast = 0,
    AtMost,
    Above,
    Below,
    OneOf,
    NoneOf,
    /// <summary>On the list that <see cref="FraudCondition.Texts"/> names alone.</summary>
    OnList,
    NotOnList,
}

/// <summary>What an event says of a payment, as conditions name it in kebab case.</summary>
public enum FraudFact : byte
{
    /// <summary>The event's type.</summary>
    Type = 0,
    Kind,
    Channel,
    Country,
    Currency,
    Merchant,
    /// <summary>ISO 18245, four digits.</summary>
    MerchantCategory,
    Terminal,
    Counterparty,
    Device,
    Place,
    /// <summary>Of an authorisation: <c>approved</c>, <c>declined</c>.</summary>
    Status,
    Account,
    Customer,
}
