using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Where more waits than may leave, one place in twenty belongs to the classes behind the most urgent one, in turn and by weight: a carrier that is busy with the
/// urgent for hours still lets the others through. Guarded by the queue's lock.
/// </summary>
internal sealed class ClassShare
{
    const int OneIn = 20;

    /// <summary>Whose turn it is: seven parts fraud to one of what is least urgent.</summary>
    static readonly MessageClass[] Order =
    [
        MessageClass.Fraud, MessageClass.Security, MessageClass.Transaction, MessageClass.Fraud, MessageClass.Security, MessageClass.Balance,
        MessageClass.Fraud, MessageClass.Reply, MessageClass.Transaction, MessageClass.Security, MessageClass.Fraud, MessageClass.Awareness, MessageClass.Transaction,
        MessageClass.Fraud, MessageClass.Security, MessageClass.Promotional, MessageClass.Fraud, MessageClass.Reply, MessageClass.Balance, MessageClass.Transaction,
        MessageClass.Fraud, MessageClass.AdHoc,
    ];

    int _owed;
    int _turn;

    /// <summary>After so many turns each class has had one.</summary>
    public static int Turns => Order.Length;

    /// <summary>How many of the places in a batch are theirs.</summary>
    /// <param name="places">Texts that may leave now.</param>
    /// <param name="waiting">Texts that could.</param>
    public int Reserved(int places, int waiting)
    {
        if (waiting <= places)
            return 0;
        _owed += places;
        var lower = Math.Min(_owed / OneIn, places);
        _owed -= lower * OneIn;
        return lower;
    }

    public int NextInTurn()
    {
        var of = Order[_turn];
        _turn = (_turn + 1) % Order.Length;
        return (int)of;
    }
}
