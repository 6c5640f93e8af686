namespace Tidings.Fraud.Protocols;

/// <summary>A payment of a test period with its score.</summary>
public readonly record struct ScoredPayment(int Day, int Customer, bool Fraud, double Score);
