using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Events;

namespace Tidings.Fraud.Histories;

/// <summary>A payment of a bank's history at the moment in which it happens.</summary>
/// <param name="Past">As the file has it.</param>
/// <param name="Happened">As a node would be told of it.</param>
/// <param name="One">As it is judged; its label is what became known in the end.</param>
public readonly record struct ReplayedPayment(PastPayment Past, BankEvent Happened, LabelledPayment One);
