using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class OwnershipReads
{
    public static List<ClaimRow> Claims(Connection connection, string bind)
    {
        var statement = connection.Statement("ownership/claims").Bind(1, bind);
        var found = new List<ClaimRow>();
        while (statement.Step())
        {
            var claim = new ClaimRow(bind, statement.Long(0), ClaimedSegments.Decode(statement.Blob(1))) { Tag = statement.Long(2) };
            if (connection.Judge is not { } judge || judge.Holds(claim))
                found.Add(claim with { Tag = 0 });
        }
        return found;
    }

    public static List<string> ClaimedBinds(Connection connection)
    {
        var statement = connection.Statement("ownership/claimed_binds");
        var found = new List<string>();
        while (statement.Step())
            found.Add(statement.Text(0));
        return found;
    }

    public static MessageId DispatchLow(Connection connection, string carrier)
    {
        var statement = connection.Statement("ownership/dispatch_low").Bind(1, carrier);
        var low = statement.Step() ? new DispatchLow(carrier, new(statement.Long(0))) { Tag = statement.Long(1) } : default;
        statement.Reset();
        return low.Carrier is null || connection.Judge?.Holds(low) == false ? default : low.Low;
    }
}
