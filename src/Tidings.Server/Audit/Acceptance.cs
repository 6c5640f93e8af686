using System.Globalization;
using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Track;

namespace Tidings.Server.Audit;

/// <summary>
/// What is missing of rows without an entry in the log is taken for gone, for a store that no node holds: in one transaction the act, with the reason and what was missing, and the tally as the rows stand. What
/// came of the texts that they spoke of is said too, as a start would have it: perhaps sent.
/// </summary>
public sealed class Acceptance
{
    /// <summary>The act.</summary>
    public const string Act = "rows.accepted";
    const int Page = 500, ShortestReason = 8, LongestReason = 200;

    readonly IStore _store;
    readonly TimeProvider _time;
    readonly TallyRead _read;
    readonly List<SubmissionRow> _answers = [];

    Acceptance(IStore store, TimeProvider time, TallyRead read) => (_store, _time, _read) = (store, time, read);

    /// <summary>For people, a sentence each; empty: nothing.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>What is missing. Nothing is written.</summary>
    /// <exception cref="StoreRefusedException">A row does not hold, or no tally is kept.</exception>
    public static async Task<Acceptance> Look(IStore store, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            var made = new Acceptance(store, time, await store.ReadTally(whole: true, cancel)
                ?? throw new StoreRefusedException("No tally of the rows is kept here yet: the node's next start begins it, with the rows that there are."));
            await made.Read(cancel);
            return made;
        }
        catch (SealRefusedException refused)
        {
            throw new StoreRefusedException($"{refused.Row ?? "A key"} does not open: it was added, changed or moved in the store. Only what is gone can be accepted: take that row out, or put a backup back, and ask again. How far a partition reaches is not taken out: the node writes it anew with the partition's next snapshot.");
        }
    }

    /// <summary>Null: it is a reason. Otherwise what is wrong with it, for people.</summary>
    public static string? WrongIn(string reason) =>
        reason.Trim().Length is < ShortestReason or > LongestReason || reason.Any(char.IsControl) ? $"--reason has {ShortestReason} to {LongestReason} characters, in one line, and names no customer. Say why." : null;

    /// <summary>All of it or nothing. Where submissions are gone, the look-ups that led to them go too, after it: what a crash leaves of that, <c>audit verify</c> names and <c>audit reindex</c> mends.</summary>
    public async Task Accept(string actor, string reason, CancellationToken cancel)
    {
        var act = new DocumentActs(_time).Record(new(actor, Act, "rows", $"{reason.Trim()} | {string.Join(' ', Missing)}"));
        await _store.Commit(AuditWriter.UnitOf(act) with { Submissions = _answers, TallyAnew = _read });
        if (_read.Kept is { } kept && kept.Before + kept.After > _read.Found.Before + _read.Found.After)
            await Reindexing.Run(_store, actor, _time, cancel);
    }

    async Task Read(CancellationToken cancel)
    {
        var rows = new RowCheck(_store);
        var mayLack = TallyLacks.MayLackSubmissions(_read);
        var (passed, reported) = (0, 0);
        for (var before = new MessageId(long.MaxValue); await _store.ReadNewest(default, before, Page, cancel) is { Count: > 0 } page; before = page[^1].Row.Id)
            foreach (var facts in page)
            {
                var unsent = RowCheck.Unsent(facts).ToList();
                unsent.ForEach(receipt => Answer(facts, receipt.Message, receipt.Segment, SubmissionResult.InDoubtSpent));
                reported += unsent.Count;
                var messages = DecidedEvents.Of(facts.Row).Messages;
                for (var i = 0; i < messages.Count; i++)
                {
                    var id = new MessageId(facts.Row.Id.Value + i);
                    if (unsent.Exists(receipt => receipt.Message == id) || !await rows.IsOpen(id, facts, cancel))
                        continue;
                    var isPassed = await rows.IsPassed(id, cancel);
                    passed += isPassed ? 1 : 0;
                    if (isPassed || mayLack)
                        Answer(facts, id, 0, !isPassed && InDoubtRule.GoesAgain(messages[i].Class) ? SubmissionResult.ClaimedAgain : SubmissionResult.InDoubtDropped);
                }
            }
        Missing = [.. TallyLacks.Of(_read), .. Texts(passed, "neither sent nor waiting, though all of their time are"), .. Texts(reported, "reported by a carrier, and nothing says that they were sent")];
    }

    static IEnumerable<string> Texts(int count, string what) => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} texts are {what}.")];

    void Answer(MessageFacts facts, MessageId id, int segment, SubmissionResult result) =>
        _answers.Add(new(id, segment, Known.Of(id, facts.Submissions).Attempt + 1, _time.GetUtcNow(), Carriers.Bind(Carriers.Main, 0), result, null, 0, Settles: result != SubmissionResult.ClaimedAgain));
}
