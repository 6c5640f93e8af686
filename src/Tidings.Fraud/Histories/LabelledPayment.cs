using Tidings.Core.Decide.Fraud;

namespace Tidings.Fraud.Histories;

/// <summary>A payment of the past, with what it turned out to be.</summary>
/// <param name="Customer">Whose; numbered from 0.</param>
/// <param name="Payment">What was known when it was made.</param>
/// <param name="Fraud">What the bank found out in the end.</param>
/// <param name="Scenario">How it came about where that is known (a generated or the handbook's); 0: genuine or not known.</param>
public readonly record struct LabelledPayment(int Customer, Payment Payment, bool Fraud, byte Scenario);
