using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Core.Decide.Fraud.Features;

/// <summary>What others have met at the other ends of a payment; null: there is none, or nothing is known of it.</summary>
public readonly record struct Surroundings(CounterpartyHistory? Terminal, CounterpartyHistory? Merchant = null, CounterpartyHistory? Payee = null, CounterpartyHistory? Device = null);
