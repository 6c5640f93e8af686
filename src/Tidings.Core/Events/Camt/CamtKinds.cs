namespace Tidings.Core.Events.Camt;

/// <summary>
/// What a bank transaction code says the transaction was (ISO 20022 external code set, Bank Transaction Codes). What the code does not
/// tell, the direction does.
/// </summary>
internal static class CamtKinds
{
    public static TransactionKind Of(CamtCode? code, bool credit, bool reversal)
    {
        if (reversal || code?.SubFamily is "RPCR" or "RRTN" or "PRDD" or "UPDD" or "UPCT" or "UPCQ" or "UPCC" or "RCDD")
            return TransactionKind.Reversal;
        if (code?.SubFamily is "FEES" or "CHRG" or "COMM" or "COME" or "COMI" or "COMT")
            return credit ? TransactionKind.Refund : TransactionKind.Fee;
        // A merchant's own card takings come under the codes of the cardholder's payments.
        if (code?.Family == "MCRD")
            return Plain(credit);
        return BySubFamily(code?.SubFamily, credit) ?? ByFamily(code?.Family, credit) ?? Plain(credit);
    }

    // Generic sub-families occur under any family.
    private static TransactionKind? BySubFamily(string? subFamily, bool credit) => subFamily switch
    {
        "RIMB" => credit ? TransactionKind.Refund : null,
        "CWDL" or "CDPT" or "BCDP" or "BCWD" or "XBCW" => TransactionKind.Cash,
        "POSC" or "POSD" or "POSP" or "XBCP" or "SMCD" => credit ? TransactionKind.Refund : TransactionKind.CardPayment,
        _ => null,
    };

    private static TransactionKind? ByFamily(string? family, bool credit) => family switch
    {
        // Issued and received credit transfers and direct debits, real-time ones too.
        "RCDT" or "ICDT" or "RRCT" or "IRCT" or "RDDT" or "IDDT" => credit ? TransactionKind.TransferIn : TransactionKind.TransferOut,
        "CCRD" => credit ? TransactionKind.Refund : TransactionKind.CardPayment,
        "CNTR" => TransactionKind.Cash,
        _ => null,
    };

    private static TransactionKind Plain(bool credit) => credit ? TransactionKind.Deposit : TransactionKind.Withdrawal;
}
