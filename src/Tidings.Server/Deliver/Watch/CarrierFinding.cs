namespace Tidings.Server.Deliver.Watch;

/// <summary>What an attempt to bind to a carrier found.</summary>
/// <param name="Carrier">Its name.</param>
/// <param name="Found">In words.</param>
/// <param name="IsGood">Texts could leave over it.</param>
/// <param name="Advice">What to do about it; empty where it is good.</param>
public sealed record CarrierFinding(string Carrier, string Found, bool IsGood, string Advice);
