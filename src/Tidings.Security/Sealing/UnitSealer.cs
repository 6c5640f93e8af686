using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Seals what a unit holds: at once where all keys are in memory, as nearly always; otherwise after the missing ones are read or made.</summary>
/// <param name="marks">What submissions, claims and marks of dispatch are marked with; null: with nothing.</param>
internal sealed class UnitSealer(MasterKeys masters, SubjectKeys keys, RowSeals seals, SubmissionMarks? marks)
{
    /// <summary>False: a key is not in memory. Nothing of the unit was changed.</summary>
    /// <param name="memory">Where the sealed rows are put.</param>
    public bool TrySeal(CommitUnit unit, RowMemory memory, out CommitUnit whole) => TrySeal(unit, memory, null, null, out whole);

    /// <exception cref="StoreUnavailableException">A key cannot be had.</exception>
    public async ValueTask<CommitUnit> Seal(CommitUnit unit, RowMemory memory, CancellationToken cancel)
    {
        for (var again = false; ; again = true)
        {
            if (unit.Lookups.Count > 0)
                await masters.Get(cancel).ConfigureAwait(false);
            // At the first attempt those that are missing; at a later one all, and held: whom the cache let go of meanwhile.
            string[] missing = [.. unit.Journal.Select(static row => row.Customer).Concat(unit.Profiles.Select(static row => row.Customer))
                .Where(customer => again || !Of(customer, null, out _, out _)).Distinct(StringComparer.Ordinal)];
            using var customers = missing.Length == 0 ? null : await keys.OfIds(SubjectKind.Customer, missing, make: true, cancel).ConfigureAwait(false);
            using var accounts = unit.Accounts.Count == 0 ? null
                : await keys.OfIds(SubjectKind.Account, [.. unit.Accounts.Select(static row => row.Account)], make: true, cancel).ConfigureAwait(false);
            if (TrySeal(unit, memory, customers, accounts, out var whole))
                return whole;
        }
    }

    bool TrySeal(CommitUnit unit, RowMemory memory, HeldSubjects? customers, HeldSubjects? accounts, out CommitUnit whole)
    {
        unit = Marked(unit);
        whole = unit;
        if (unit.Journal.Count + unit.Profiles.Count + unit.Accounts.Count + unit.Lookups.Count == 0)
            return true;
        var journal = new JournalRow[unit.Journal.Count];
        for (var i = 0; i < journal.Length; i++)
        {
            if (!Of(unit.Journal[i].Customer, customers, out var subject, out var key) || seals.Seal(unit.Journal[i], subject, key, memory) is not { } row)
                return false;
            journal[i] = row;
        }
        var profiles = new ProfileRow[unit.Profiles.Count];
        for (var i = 0; i < profiles.Length; i++)
        {
            if (!Of(unit.Profiles[i].Customer, customers, out var subject, out var key) || seals.Seal(unit.Profiles[i], subject, key, memory) is not { } row)
                return false;
            profiles[i] = row;
        }
        var sealedAccounts = new AccountRow[unit.Accounts.Count];
        for (var i = 0; i < sealedAccounts.Length; i++)
        {
            if (accounts?.Find(unit.Accounts[i].Account) is not { Newest: { } key } subject || seals.Seal(unit.Accounts[i], subject, key, memory) is not { } row)
                return false;
            sealedAccounts[i] = row;
        }
        if (!TryLookups(unit.Lookups, memory, out var lookups))
            return false;
        whole = unit with { Journal = journal, Profiles = profiles, Accounts = sealedAccounts, Lookups = lookups };
        return true;
    }

    CommitUnit Marked(CommitUnit unit)
    {
        if (marks is null || (unit.Submissions.Count == 0 && unit.Claim is null && unit.DispatchLow is null))
            return unit;
        return unit with
        {
            Submissions = marks.Mark(unit.Submissions),
            Claim = unit.Claim is { } claim ? claim with { Tag = marks.Rows.Of(claim) } : null,
            DispatchLow = unit.DispatchLow is { } low ? low with { Tag = marks.Rows.Of(low) } : null,
        };
    }

    bool Of(string customer, HeldSubjects? held, out Subject subject, out SealingKey key)
    {
        key = null!;
        if (held?.Find(customer) is { } found)
            subject = found;
        else if (!keys.TryGetCustomer(customer, out subject))
            return false;
        if (subject.Newest is not { } newest)
            return false;
        key = newest;
        return true;
    }

    /// <summary>The same entries under keyed hashes, in the order of these, in which the store writes them best.</summary>
    bool TryLookups(IReadOnlyList<LookupRow> lookups, RowMemory memory, out IReadOnlyList<LookupRow> hashed)
    {
        hashed = lookups;
        if (lookups.Count == 0)
            return true;
        if (!masters.TryGet(out var set))
            return false;
        var index = set.Indexes[0];
        var taken = memory.TakeLookups(lookups.Count);
        var rows = taken.AsSpan();
        // They come in the order of their keys: entries of one customer follow one another, and are hashed once.
        var (last, lastHashed) = (LookupKey.Mark, LookupKey.Mark);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = lookups[i];
            if (row.Key != last)
                (last, lastHashed) = (row.Key, row.Key == LookupKey.Mark ? LookupKey.Mark : index.Lookup(row.Key));
            rows[i] = row with { Key = lastHashed };
        }
        rows.Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Message.CompareTo(b.Message));
        hashed = taken;
        return true;
    }
}
