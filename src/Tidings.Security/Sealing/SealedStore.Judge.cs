using System.Globalization;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Which rows the store beneath is to take for written, and whether some of them are gone.</summary>
public sealed partial class SealedStore
{
    readonly StoreJudge judge;
    bool mayLack;

    /// <summary>Not to be called: this store judges by itself.</summary>
    public void Judge(IStoreJudge judge) => throw new NotSupportedException("What is sealed is judged by whoever seals it.");

    /// <summary>Not to be called: this store begins it at its first start.</summary>
    public ValueTask BeginTally(CancellationToken cancel) => throw new NotSupportedException("Of what is sealed the tally begins with the first start.");

    /// <summary>Not to be called: likewise.</summary>
    public ValueTask BeginReach(CancellationToken cancel) => throw new NotSupportedException("Of what is sealed the marks begin with the first start.");

    /// <summary>Not to be called: likewise.</summary>
    public ValueTask BeginReachTally(CancellationToken cancel) => throw new NotSupportedException("Of what is sealed the tally begins with the first start.");

    /// <inheritdoc/>
    public ValueTask<TallyRead?> ReadTally(bool whole, CancellationToken cancel) => inner.ReadTally(whole, cancel);

    /// <inheritdoc/>
    public bool MayLackSubmissions => mayLack;

    /// <summary>The first start marks how far partitions and sources are as they stand.</summary>
    async ValueTask OpenReach(bool make, CancellationToken cancel)
    {
        if (marks is not null)
            judge.MarksReach = await HasBegun(MasterKeys.ReachMarked, make ? inner.BeginReach : null, cancel).ConfigureAwait(false);
    }

    /// <summary>The first start counts. Until it is kept with the keys that the tally holds sources and partitions, one of before is taken as well.</summary>
    async ValueTask OpenTally(bool make, CancellationToken cancel)
    {
        if (marks is null || !(judge.KeepsTally = await HasBegun(MasterKeys.Tallied, make ? inner.BeginTally : null, cancel).ConfigureAwait(false)))
            return;
        judge.TalliesReach = await HasBegun(MasterKeys.ReachTallied, make ? inner.BeginReachTally : null, cancel).ConfigureAwait(false);
        if (!make)
            return;
        // The store takes its tally into memory with its first unit: from here on nobody puts another one under it.
        await inner.Commit(new()).ConfigureAwait(false);
        if (refusals is not null)
            await Count(refusals, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether something is kept with the keys, where whoever writes the data does not write. Where it is not it is begun, and then kept; in this order, so that a crash between the two begins it once more.
    /// </summary>
    /// <param name="begin">Null: it is not begun here.</param>
    async ValueTask<bool> HasBegun(string purpose, Func<CancellationToken, ValueTask>? begin, CancellationToken cancel)
    {
        if ((await ring.Masters.List(cancel).ConfigureAwait(false)).Any(row => row.Purpose == purpose))
            return true;
        if (begin is null)
            return false;
        await begin(cancel).ConfigureAwait(false);
        await ring.Masters.Keep(purpose, new byte[SealingKey.KeyBytes], cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>What a start counts. The rest takes as long as the rows are many, and is for whoever checks the store.</summary>
    async ValueTask Count(SealRefusals told, CancellationToken cancel)
    {
        if (await inner.ReadTally(whole: false, cancel).ConfigureAwait(false) is not { } read)
            return;
        var lacks = new List<string>();
        if (read.Kept is not { } kept)
            lacks.Add("the tally");
        else
        {
            Compare("submission", kept.After, read.Found.After);
            Compare("deferred", kept.Deferred, read.Found.Deferred);
            Compare("claim", kept.Claims, read.Found.Claims);
            if (kept.Mark != read.Found.Mark)
                lacks.Add("dispatch");
        }
        mayLack = lacks.Count > 0;
        if (read.Kept is { } all)
        {
            Compare("document", all.Documents, read.Found.Documents);
            if (lacks.Count == 0 && all.Keys != read.Found.Keys)
                lacks.Add("document or deferred: replaced");
            Compare("source", all.Sources, read.Found.Sources);
            if (all.Sources == read.Found.Sources && all.Reach != read.Found.Reach)
                lacks.Add("source or partition: replaced");
        }
        foreach (var what in lacks)
            told.Report("tally", what, SealTrouble.RowsMissing);

        void Compare(string table, long there, long found)
        {
            if (there != found)
                lacks.Add(string.Create(CultureInfo.InvariantCulture, $"{table}: {found} of {there}"));
        }
    }

    sealed class StoreJudge(SealedStore store) : IStoreJudge
    {
        public bool KeepsTally { get; set; }

        public bool MarksReach { get; set; }

        public bool TalliesReach { get; set; }

        /// <summary>Before there is a key of marks, nothing was written with one.</summary>
        public bool Holds(in SubmissionRow row)
        {
            if (store.marks is { } held)
                return held.Holds(row) || store.Refused("submission", string.Create(CultureInfo.InvariantCulture, $"{row.Message}/{row.Segment}/{row.Attempt}"));
            store.sawMark |= row.Tag != 0;
            return true;
        }

        public bool Holds(ClaimRow row) => !KeepsTally || row.Tag == store.Marks.Of(row) || store.Refused("claim", string.Create(CultureInfo.InvariantCulture, $"window {row.Bind}/{row.Sequence}"));

        public bool Holds(in DispatchLow low) => !KeepsTally || low.Tag == store.Marks.Of(low) || store.Refused("dispatch", $"mark of {low.Carrier}");

        public bool Holds(in PartitionMark mark) => !MarksReach || mark.Tag == store.Marks.Of(mark) || store.Refused("partition", string.Create(CultureInfo.InvariantCulture, $"reach of {mark.Partition}"));

        public bool Holds(in SourceRow row) =>
            !MarksReach || row.Tag == store.Marks.Of(row) || store.Refused("source", string.Create(CultureInfo.InvariantCulture, $"{row.Source}/{row.SourcePartition}/{row.Partition}"));

        /// <summary>Whoever asks says what follows: nothing is left out by it.</summary>
        public bool Holds(in StoreTally tally) => tally.Tag == store.Marks.Of(tally) || (!TalliesReach && tally.Tag == store.Marks.OfBefore(tally));

        public long KeyOf(TalliedTable table, string name, string kind, long number) => store.Marks.OfKey(table, name, kind, number);

        public long NumberOf(in SourceRow row) => store.Marks.NumberOf(row);

        public long NumberOf(in PartitionMark mark) => store.Marks.NumberOf(mark);

        public ClaimRow Marked(ClaimRow row) => row with { Tag = store.Marks.Of(row) };

        public DispatchLow Marked(in DispatchLow low) => low with { Tag = store.Marks.Of(low) };

        public PartitionMark Marked(in PartitionMark mark) => mark with { Tag = store.Marks.Of(mark) };

        public SourceRow Marked(in SourceRow row) => row with { Tag = store.Marks.Of(row) };

        public StoreTally Marked(in StoreTally tally) => tally with { Tag = store.Marks.Of(tally) };
    }

    RowMarks Marks => marks?.Rows ?? throw new InvalidOperationException("There is no key of marks.");

    /// <returns>False. A tool that looks for such rows has the exception.</returns>
    bool Refused(string table, string row)
    {
        refusals?.Report(table, row);
        return refusals is null ? throw new SealRefusedException(row) : false;
    }
}
