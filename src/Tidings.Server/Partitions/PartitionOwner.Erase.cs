namespace Tidings.Server.Partitions;

/// <summary>How a customer leaves for good: nothing of him may be written while his key goes, nor be in memory afterwards.</summary>
internal sealed partial class PartitionOwner
{
    readonly HashSet<string> _erasing = new(StringComparer.Ordinal);

    /// <summary>
    /// Destroys a customer's key and forgets him. His events are answered <see cref="Core.Events.EventStatus.Busy"/> meanwhile; everybody else's go on. False: this owner is at its end, or somebody else is at it
    /// already; ask again.
    /// </summary>
    /// <param name="destroy">Destroys the key. What it throws is the caller's; this owner is at its end then, and the next one reads the customer back.</param>
    public async ValueTask<bool> Erase(string customer, Func<Task> destroy)
    {
        if (Broken || !_erasing.Add(customer))
            return false;
        try
        {
            // 1. What is decided already lands under the key that goes; decided after it, it would begin a new one.
            foreach (var (_, commit, _) in _inFlight.ToArray())
                await commit.ContinueWith(static _ => { }, TaskScheduler.Current);
            // 2. No snapshot begins meanwhile (its mark would pass what he had), and one that is being written is done.
            _states.Erase(customer);
            await _snapshots;
            if (Broken)
                return false;
            // 3. A crash from here on finds nothing that opens.
            await destroy();
            return true;
        }
        catch
        {
            // His key may be there still, and what memory knew of him is not.
            Broken = true;
            throw;
        }
        finally
        {
            // Somebody may have asked for him meanwhile.
            _states.Erase(customer);
            _erasing.Remove(customer);
        }
    }
}
