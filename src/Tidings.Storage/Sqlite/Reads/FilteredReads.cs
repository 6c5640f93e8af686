using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>
/// Goes down submissions, receipts and open messages side by side, since all lie in the order of messages: a fraction of a microsecond a row, where opening a message takes ten and more. Whether a submission counts is
/// asked when what is found here is read: one that does not can make a message be found, and hides none.
/// </summary>
internal sealed class FilteredReads
{
    readonly Connection _connection;
    readonly bool[] _results, _receipts, _unless;
    readonly Descent _submissions, _reports, _open;

    public FilteredReads(Connection connection, FactFilter filter, MessageId from, MessageId before)
    {
        _connection = connection;
        (_results, _receipts, _unless) = (Table(filter.Results.Select(static result => (byte)result)), Table(filter.Receipts), Table(filter.Unless));
        _submissions = new Descent(filter.Results.Count == 0 ? null : Between("facts/results_down")).Begin();
        _reports = new Descent(filter.Receipts.Count + filter.Unless.Count == 0 ? null : Between("facts/states_down")).Begin();
        _open = new Descent(filter.OpenAt is { } outbox ? Open(outbox) : null, before.Value).Begin();

        Statement Between(string name) => connection.Statement(name).Bind(1, from.Value).Bind(2, before.Value);

        // Below the mark all are settled or deferred. It may be a row's last message, and the row has the id of its first.
        Statement Open(string of) => Between("journal/open_down").Bind(3, Math.Max(from.Value, OwnershipReads.DispatchLow(connection, of).Value - MessageId.MaxMessagesAnEvent)).Bind(4, of);
    }

    public FilteredMessages Page(int rows, int limit, CancellationToken cancel)
    {
        var (found, looked, last) = (new List<MessageId>(), 0, default(MessageId?));
        while (Highest() is >= 0 and var message)
        {
            cancel.ThrowIfCancellationRequested();
            if (looked >= rows || found.Count >= limit)
            {
                _submissions.End();
                _reports.End();
                _open.End();
                return new(found, last);
            }
            last = new(message);
            if (Passes(message, ref looked))
                found.Add(new(message));
        }
        return new(found, null);
    }

    long Highest() => Math.Max(_open.Message, Math.Max(_submissions.Message, _reports.Message));

    bool Passes(long message, ref int looked)
    {
        var passes = false;
        for (; _open.Message == message; _open.Next(), looked++)
            passes |= !FactReads.Submissions(_connection, message, 1).Any(static row => row.Settles);
        while (Math.Max(_submissions.SegmentOf(message), _reports.SegmentOf(message)) is >= 0 and var segment)
        {
            var (wanted, ruledOut) = (false, false);
            for (; _submissions.SegmentOf(message) == segment; _submissions.Next(), looked++)
                wanted |= _results[_submissions.Value];
            for (; _reports.SegmentOf(message) == segment; _reports.Next(), looked++)
            {
                wanted |= _receipts[_reports.Value];
                ruledOut |= _unless[_reports.Value];
            }
            passes |= wanted && !ruledOut;
        }
        return passes;
    }

    static bool[] Table(IEnumerable<byte> set)
    {
        var table = new bool[256];
        foreach (var one in set)
            table[one] = true;
        return table;
    }
}
