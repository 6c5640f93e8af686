namespace Tidings.Core.Events.Camt;

/// <summary>One side of a payment, as far as the bank named it.</summary>
/// <param name="Account">IBAN or another number.</param>
public sealed record CamtParty(string? Name, string? Account)
{
    /// <summary>Never shows the party.</summary>
    public override string ToString() => "(redacted)";
}
