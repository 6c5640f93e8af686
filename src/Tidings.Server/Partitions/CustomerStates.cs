using Tidings.Core.Customers;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Server.Partitions;

/// <summary>
/// The states of a partition's customers that are in memory. Who returns after a quiet time is read back together with all others
/// of the same turn.
/// </summary>
/// <param name="bound">Customers that may stay.</param>
/// <param name="bytes">What their states may take, as they reckon it themselves.</param>
internal sealed class CustomerStates(int partition, IStore store, int bound, long bytes = long.MaxValue)
{
    readonly Dictionary<string, ResidentState> _resident = new(StringComparer.Ordinal);
    readonly PriorityQueue<string, DateTimeOffset> _due = new();
    readonly List<string> _absent = [];
    readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    long _tick;
    // When it was last reckoned.
    long _bytes;
    long _erased;

    public int Count => _resident.Count;

    /// <summary>As many as may stay, or more.</summary>
    public bool IsFull => _resident.Count >= bound || _bytes >= bytes;

    /// <summary>What the store has of him does not open. Nothing is decided for him, since he would be taken for a stranger; his neighbours are none the worse.</summary>
    public bool IsUnreadable(string customer) => _unreadable.Contains(customer);

    public ResidentState? Find(string customer) => _resident.GetValueOrDefault(customer);

    /// <summary>The state, which <see cref="Load(List{PartitionWork})"/> has brought in before, in the same turn.</summary>
    public ResidentState Use(string customer)
    {
        var resident = _resident[customer];
        resident.UsedAt = _tick;
        return resident;
    }

    /// <summary>
    /// Brings in whoever is missing. While it waits for the store, others may be forgotten: call it until it says that nobody was missing, and
    /// use the states before anything else is awaited.
    /// </summary>
    public ValueTask<bool> Load(List<PartitionWork> works)
    {
        foreach (var work in works)
        {
            foreach (var happened in work.Events)
                Want(happened.Customer);
        }
        return _absent.Count == 0 ? ValueTask.FromResult(true) : LoadAbsent();
    }

    public ValueTask<bool> Load(IReadOnlyList<string> customers)
    {
        foreach (var customer in customers)
            Want(customer);
        return _absent.Count == 0 ? ValueTask.FromResult(true) : LoadAbsent();
    }

    void Want(string customer)
    {
        if (!_resident.ContainsKey(customer) && !_unreadable.Contains(customer))
            _absent.Add(customer);
    }

    async ValueTask<bool> LoadAbsent()
    {
        var absent = _absent.Distinct(StringComparer.Ordinal).ToArray();
        _absent.Clear();
        IReadOnlyList<ProfileRow> rows;
        long erased;
        do
        {
            // Who was erased while it was read must not come back by it.
            erased = _erased;
            rows = await Read(absent);
        }
        while (erased != _erased);
        foreach (var row in rows)
        {
            // Another turn may have brought the same customer in meanwhile, and used him.
            if (!_resident.ContainsKey(row.Customer))
                Add(new(CustomerState.Restore(row.State.Span), row.UpTo) { UsedAt = _tick });
        }
        foreach (var customer in absent)
        {
            if (!_resident.ContainsKey(customer) && !_unreadable.Contains(customer))
                Add(new(new CustomerState { Id = customer }, default) { UsedAt = _tick });
        }
        return false;
    }

    async ValueTask<IReadOnlyList<ProfileRow>> Read(string[] customers)
    {
        try
        {
            return await store.ReadProfiles(partition, customers, CancellationToken.None);
        }
        catch (SealRefusedException)
        {
            // One by one, so that it is known whose it is.
            var rows = new List<ProfileRow>();
            foreach (var customer in customers)
            {
                try
                {
                    rows.AddRange(await store.ReadProfiles(partition, [customer], CancellationToken.None));
                }
                catch (SealRefusedException)
                {
                    _unreadable.Add(customer);
                }
            }
            return rows;
        }
    }

    public void Add(ResidentState resident)
    {
        _resident.Add(resident.State.Id, resident);
        DueChanged(resident);
    }

    public void DueChanged(ResidentState resident)
    {
        if (resident.State.NextDue is { } due && resident.QueuedFor != due)
        {
            resident.QueuedFor = due;
            _due.Enqueue(resident.State.Id, due);
        }
    }

    /// <summary>Customers whose time has come. Queue entries that a later change overtook are passed over.</summary>
    public IEnumerable<ResidentState> TakeDue(DateTimeOffset now)
    {
        var taken = new List<ResidentState>();
        while (_due.TryPeek(out var customer, out var due) && due <= now)
        {
            _due.Dequeue();
            if (_resident.TryGetValue(customer, out var resident) && resident.State.NextDue == due)
            {
                resident.QueuedFor = null;
                taken.Add(resident);
            }
        }
        return taken;
    }

    /// <summary>In the order of customers, so that the store writes each page once.</summary>
    public IReadOnlyList<ResidentState> Unsaved()
    {
        var unsaved = new List<ResidentState>();
        foreach (var resident in _resident.Values)
        {
            if (resident.Dirty)
                unsaved.Add(resident);
        }
        unsaved.Sort(static (a, b) => string.CompareOrdinal(a.State.Id, b.State.Id));
        return unsaved;
    }

    public void Tick() => _tick++;

    /// <summary>Takes a customer out of memory, saved or not: what is in it must not be written any more.</summary>
    public void Erase(string customer)
    {
        _erased++;
        _resident.Remove(customer);
        _unreadable.Remove(customer);
    }

    public void ForgetQuiet()
    {
        // Unregistered strangers first: whoever sends ids that do not exist must not fill the memory.
        foreach (var (customer, resident) in _resident)
        {
            if (!resident.Dirty && resident.State.Profile is null && resident.UsedAt < _tick)
                _resident.Remove(customer);
        }
        _bytes = _resident.Values.Sum(static resident => resident.Bytes);
        var over = _resident.Count - bound;
        if (over <= 0 && _bytes <= bytes)
            return;
        foreach (var quiet in _resident.Values.Where(static resident => !resident.Dirty).OrderBy(static resident => resident.UsedAt).ToArray())
        {
            if (over-- <= 0 && _bytes <= bytes)
                return;
            _resident.Remove(quiet.State.Id);
            _bytes -= quiet.Bytes;
        }
    }
}
