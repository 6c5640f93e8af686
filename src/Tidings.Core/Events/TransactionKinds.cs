using System.Diagnostics.CodeAnalysis;

namespace Tidings.Core.Events;

/// <summary>The kinds as they are written on the wire, and which way their money goes.</summary>
public static class TransactionKinds
{
    static readonly string[] Names = ["", "deposit", "withdrawal", "transfer-in", "transfer-out", "card-payment", "cash", "fee", "refund", "reversal"];

    public static IReadOnlyList<TransactionKind> All { get; } = Enum.GetValues<TransactionKind>();

    public static string WireName(this TransactionKind kind) => Names[(int)kind];

    public static bool TryParse([NotNullWhen(true)] string? wireName, out TransactionKind kind)
    {
        kind = (TransactionKind)Math.Max(0, Array.IndexOf(Names, wireName));
        return kind != 0;
    }

    /// <summary>Towards the customer (true) or away. Null for a reversal, which must say it itself.</summary>
    public static bool? IsCredit(this TransactionKind kind) => kind switch
    {
        TransactionKind.Deposit or TransactionKind.TransferIn or TransactionKind.Refund => true,
        TransactionKind.Reversal => null,
        _ => false,
    };
}
