namespace Tidings.Core.Events.Camt;

/// <summary>One entry (<c>Ntry</c>). There is no balance after it in any camt message.</summary>
public sealed record CamtEntry : CamtRecord
{
    public required CamtStatement Statement { get; init; }

    /// <summary>Its place in the statement, from 1, refused ones counted.</summary>
    public required int Index { get; init; }

    /// <summary>Its place in the file, from 1, refused ones counted: what a reader that goes on after a crash keeps.</summary>
    public required long Ordinal { get; init; }

    public required Money Amount { get; init; }

    /// <summary>The money went to the account (<c>CRDT</c>), reversal or not.</summary>
    public required bool Credit { get; init; }

    /// <summary>
    /// It undoes an earlier entry of the other direction (<c>RvslInd</c>): a reversal with <c>CRDT</c> is a debit that came back, and who
    /// it was paid to is the creditor.
    /// </summary>
    public bool Reversal { get; init; }

    public required CamtStatus Status { get; init; }
    /// <summary>The status as written.</summary>
    public required string StatusCode { get; init; }

    public CamtDate? Booked { get; init; }
    public CamtDate? Value { get; init; }

    /// <summary><c>NtryRef</c>; null for NOTPROVIDED, as all references.</summary>
    public string? Reference { get; init; }
    /// <summary><c>AcctSvcrRef</c>: the bank's own.</summary>
    public string? ServicerReference { get; init; }
    public CamtCode? Code { get; init; }
    public string? AdditionalInformation { get; init; }

    /// <summary>The transactions under it, at most <see cref="CamtReaderOptions.MaxTransactions"/>.</summary>
    public required IReadOnlyList<CamtTransaction> Transactions { get; init; }
    /// <summary>How many there were, also beyond the list.</summary>
    public required int TransactionCount { get; init; }
    /// <summary>How many the batch claims; null without a claim.</summary>
    public int? DeclaredTransactions { get; init; }

    /// <summary>What is odd and did not stop it: unreadable dates, claims that do not hold, cut texts.</summary>
    public required IReadOnlyList<FieldError> Notes { get; init; }

    /// <summary>See <see cref="CamtEventId"/>.</summary>
    public required string EventId { get; init; }
}
