namespace Tidings.Core.Events.Camt;

/// <summary>One transaction (<c>TxDtls</c>) under an entry. All of it may be missing, and all of it may contradict the entry.</summary>
public sealed record CamtTransaction
{
    /// <summary>Its place under the entry, from 1.</summary>
    public required int Index { get; init; }

    /// <summary><c>Amt</c>, or <c>AmtDtls/TxAmt</c> where versions before 04 have it; null for none that can be read.</summary>
    public Money? Amount { get; init; }

    /// <summary>What the customer or payer instructed, often in another currency (<c>AmtDtls/InstdAmt</c>).</summary>
    public Money? Instructed { get; init; }

    /// <summary>Its own direction; null where it has none and so goes with the entry.</summary>
    public bool? Credit { get; init; }

    public CamtParty? Debtor { get; init; }
    public CamtParty? Creditor { get; init; }
    public string? UltimateDebtor { get; init; }
    public string? UltimateCreditor { get; init; }

    /// <summary>Free text to the payee, lines joined with a space.</summary>
    public string? Remittance { get; init; }
    /// <summary>The payee's structured reference.</summary>
    public string? CreditorReference { get; init; }
    public string? EndToEndId { get; init; }
    public string? InstructionId { get; init; }
    public string? TransactionId { get; init; }
    public string? ServicerReference { get; init; }
    public string? Purpose { get; init; }
    /// <summary>Why it came back (<c>RtrInf/Rsn</c>).</summary>
    public string? ReturnReason { get; init; }
    public CamtCode? Code { get; init; }

    /// <summary>Never shows the transaction.</summary>
    public override string ToString() => $"TxDtls[{Index}] (redacted)";
}
