using Tidings.Client.Events;

namespace Tidings.Client.Verifications;

/// <summary>A payment that a code approves: this one and no other.</summary>
/// <param name="Amount">How much, above zero; amount and payee stand in the text that the customer gets.</param>
/// <param name="Payee">Who gets the money, as you show him to the customer: 1 to 140 characters.</param>
/// <param name="Account">Where the money goes, for example an IBAN: at most 64 characters. Bound, and not in the text. Null: none is bound.</param>
public sealed record Payment(Money Amount, string Payee, string? Account = null)
{
    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => "payment (redacted)";
}
