namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>What a payment of the history turned out to be, told apart from it.</summary>
/// <param name="Key">As <see cref="PastPayment.Key"/>.</param>
/// <param name="At">When it was known; null: the file does not say.</param>
public sealed record PastLabel(ulong Key, bool Fraud, DateTimeOffset? At);
