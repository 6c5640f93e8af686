using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using static Tidings.Smpp.Codec.CommandId;
using static Tidings.Smpp.Sessions.SessionRole;
using static Tidings.Smpp.Sessions.SessionState;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// The whole legal conversation (SMPP 3.4 §2.3, SMPP 5.0 §2.4): who may issue what in which state, and which state an accepted
/// command leads to. docs/smpp-conformance.md shows the same table.
/// </summary>
public static class SessionTable
{
    private static readonly Row[] Rows =
    [
        new(BindTransmitter, Esme, [Open], LeadsTo: BoundTx),
        new(BindReceiver, Esme, [Open, Outbound], LeadsTo: BoundRx),
        new(BindTransceiver, Esme, [Open, Outbound], LeadsTo: BoundTrx),
        new(CommandId.Outbind, Smsc, [Open], LeadsTo: Outbound),
        new(CommandId.Unbind, Both, [BoundTx, BoundRx, BoundTrx], LeadsTo: Unbound),
        new(CommandId.SubmitSm, Esme, [BoundTx, BoundTrx]),
        new(CommandId.SubmitMulti, Esme, [BoundTx, BoundTrx]),
        new(CommandId.DataSm, Esme, [BoundTx, BoundTrx]),
        new(CommandId.DataSm, Smsc, [BoundRx, BoundTrx]),
        new(CommandId.DeliverSm, Smsc, [BoundRx, BoundTrx]),
        new(CommandId.QuerySm, Esme, [BoundTx, BoundTrx]),
        new(CommandId.CancelSm, Esme, [BoundTx, BoundTrx]),
        new(CommandId.ReplaceSm, Esme, [BoundTx, BoundTrx]),
        new(CommandId.AlertNotification, Smsc, [BoundRx, BoundTrx]),
        new(CommandId.EnquireLink, Both, [Open, Outbound, BoundTx, BoundRx, BoundTrx, Unbound]),
    ];

    private const int States = (int)Closed + 1;
    private static readonly SessionRole[] Issuers = Index();

    /// <summary>Whether a side may issue a request in a state.</summary>
    public static bool Allows(SessionState state, CommandId request, SessionRole issuer) =>
        (uint)request <= (uint)CommandId.DataSm && (Issuers[(int)request * States + (int)state] & issuer) != 0;

    /// <summary>The state after a command was accepted in a state that allows it.</summary>
    public static SessionState After(SessionState state, CommandId accepted)
    {
        foreach (var row in Rows)
        {
            if (row.Command == accepted && row.LeadsTo is { } next && row.States.Contains(state))
                return next;
        }
        return state;
    }

    /// <summary>Whether a state is one of the bound ones.</summary>
    public static bool IsBound(this SessionState state) => state is BoundTx or BoundRx or BoundTrx;

    internal static SessionState ToState(this BindKind kind) => After(Open, kind.ToCommandId());

    /// <summary>The table as Markdown, one row a command and issuer.</summary>
    internal static IEnumerable<string> Describe()
    {
        yield return $"| command | issued by | {string.Join(" | ", Enum.GetNames<SessionState>()[..^1])} | leads to |";
        foreach (var row in Rows)
        {
            var marks = Enum.GetValues<SessionState>()[..^1].Select(s => row.States.Contains(s) ? "yes" : "");
            yield return $"| {row.Command} | {row.Issuer} | {string.Join(" | ", marks)} | {row.LeadsTo?.ToString() ?? ""} |";
        }
    }

    private static SessionRole[] Index()
    {
        var index = new SessionRole[((int)CommandId.DataSm + 1) * States];
        foreach (var row in Rows)
        {
            foreach (var state in row.States)
                index[(int)row.Command * States + (int)state] |= row.Issuer;
        }
        return index;
    }

    private sealed record Row(CommandId Command, SessionRole Issuer, SessionState[] States, SessionState? LeadsTo = null);
}
