namespace Tidings.Core.Events.Camt;

/// <summary>What the reader understands at a path; see <see cref="CamtPaths"/>.</summary>
internal enum CamtField : byte
{
    None,
    MessageId,
    // A part
    Part, PartId, PartCreated, PartCopy, Iban, OtherAccount, AccountCurrency, DeclaredEntries,
    // A balance
    Balance, BalanceType, BalanceAmount, BalanceSide, BalanceDate,
    // An entry
    Entry, EntryReference, Reversal, Status, Booked, Value, EntryInformation, DeclaredTransactions,
    // An entry or a transaction
    Amount, Side, ServicerReference, Domain, Family, SubFamily, Proprietary,
    // A transaction
    Transaction, DetailAmount, InstructedAmount, EndToEndId, InstructionId, TransactionId,
    DebtorName, DebtorAccount, CreditorName, CreditorAccount, UltimateDebtor, UltimateCreditor,
    Remittance, CreditorReference, Purpose, ReturnReason,
}
