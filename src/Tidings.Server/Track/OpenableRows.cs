using System.Runtime.CompilerServices;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Server.Track;

/// <summary>Reads the journal for what is made of it behind the flow: a row that does not open is passed over, and its neighbours are read.</summary>
internal static class OpenableRows
{
    /// <summary>The row that has this message, with its facts. Null: there is none, or it does not open.</summary>
    public static async ValueTask<MessageFacts?> FindOpenable(this IStore store, MessageId message, CancellationToken cancel)
    {
        try
        {
            return await store.ReadMessage(message, cancel);
        }
        catch (SealRefusedException)
        {
            return null;
        }
    }

    /// <summary>All partitions' rows after this one that open, in the order of their ids.</summary>
    public static async IAsyncEnumerable<JournalRow> ReadOpenable(this IStore store, MessageId after, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var more = true; more;)
        {
            more = false;
            await using var rows = store.ReadJournal(after, null, cancel).GetAsyncEnumerator(cancel);
            while (!more)
            {
                try
                {
                    if (!await rows.MoveNextAsync())
                        break;
                }
                catch (SealRefusedException refused) when (refused.Journal is { } at)
                {
                    (after, more) = (at, true);
                    continue;
                }
                yield return rows.Current;
            }
        }
    }
}
