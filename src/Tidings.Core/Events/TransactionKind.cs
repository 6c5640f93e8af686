namespace Tidings.Core.Events;

/// <summary>What a posted transaction was. On the wire: <c>deposit</c>, <c>withdrawal</c>, <c>transfer-in</c>, ...</summary>
public enum TransactionKind : byte
{
    Deposit = 1,
    Withdrawal,
    TransferIn,
    TransferOut,
    CardPayment,
    Cash,
    Fee,
    Refund,
    Reversal,
}
