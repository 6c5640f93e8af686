using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>What a transaction was.</summary>
[JsonConverter(typeof(WordConverter<TransactionKind>))]
public enum TransactionKind
{
    /// <summary>A kind that this version of the client does not know; it is never sent.</summary>
    Unknown,
    /// <summary>Money paid in.</summary>
    Deposit,
    /// <summary>Money taken out.</summary>
    Withdrawal,
    /// <summary>A transfer to the account.</summary>
    TransferIn,
    /// <summary>A transfer from the account.</summary>
    TransferOut,
    /// <summary>A payment by card.</summary>
    CardPayment,
    /// <summary>Money over a counter or from a machine: out of the account, unless <see cref="TransactionPosted.Credit"/> is true.</summary>
    Cash,
    /// <summary>A charge of the bank.</summary>
    Fee,
    /// <summary>Money back from a merchant.</summary>
    Refund,
    /// <summary>An earlier one undone: <see cref="TransactionPosted.Credit"/> says which way.</summary>
    Reversal,
}
