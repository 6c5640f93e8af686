using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;

namespace Tidings.Server.Track;

/// <summary>
/// Brings the newest references back into memory after a restart: those that the look-up table may lack. What is older, receipts find there. Their numbers stay
/// in the store until a receipt guesses.
/// </summary>
internal sealed class ReferenceLoader(IStore store, Lookups lookups)
{
    public async Task Load(string carrier, ReferenceMap into, CancellationToken cancel)
    {
        var low = await store.ReadDispatchLow(Carriers.Main, cancel);
        var mark = await lookups.ReadMark(cancel);
        var from = new MessageId(Math.Min(low.Value, mark.Value));
        await foreach (var row in store.ReadSubmissions(from, cancel))
        {
            if (Carriers.OfBind(row.Bind) == carrier)
                into.Add(LookupEntries.KeyOf(row.Reference!), row.Message, row.Segment, lastDigits: -1);
        }
    }
}
