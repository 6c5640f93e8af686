using System.Globalization;
using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Partitions;
using Tidings.Server.Track.Replies;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Decide.Fraud.Cases;

/// <summary>What people do with cases. Each change is a version of its own, written with its act; of two at once the second is told to look again.</summary>
internal sealed class FraudCases(IStore store, IActs acts, IEventRouter router, QuestionReader questions, MessageSearch messages, ReplySearch replies, TimeProvider time)
{
    /// <summary>Rows that one page looks at.</summary>
    const int MostLookedAt = 2_000;
    const int MostMessages = 50, MostRemarks = 200, MostLinks = 50;
    const string Source = "tidings:fraud-case";

    public async Task<CasePage> List(string? state, string? before, int limit, CancellationToken cancel)
    {
        var found = new List<CaseSummary>();
        var rows = await store.ReadLastDocuments(CaseNote.Kind, before, MostLookedAt, cancel);
        string? last = null;
        // All versions of one stand together, the newest of them counts.
        foreach (var one in rows.GroupBy(static row => row.Id).OrderByDescending(static one => one.Key, StringComparer.Ordinal))
        {
            if (found.Count == limit)
                break;
            last = one.Key;
            var newest = one.MaxBy(static row => row.Version)!;
            if (CaseNote.Of(newest) is { } note && Summary(newest, note) is var summary && (state is null || summary.State == state))
                found.Add(summary);
        }
        return new(found, found.Count == limit || rows.Count == MostLookedAt ? last : null);
    }

    public async Task<CaseShown?> Find(string id, CancellationToken cancel)
    {
        if (await Newest(id, cancel) is not var (row, note) || !MessageId.TryParse(id, out var asked))
            return null;
        var question = await questions.Find(asked, cancel);
        var range = new QueryRange(asked, new(long.MaxValue), MostMessages);
        var texts = await messages.Search(new() { Customer = note.Customer }, null, range, cancel);
        var written = await replies.Search(new() { Customer = note.Customer }, null, range, cancel);
        return new(Summary(row, note), note.DecidedBy, note.Why, question is { } known ? QuestionShown.Of(asked, known.Question) : null,
            [.. texts.Messages.Where(static text => text.Alert.StartsWith("fraud-", StringComparison.Ordinal)).Reverse()], [.. written.Replies.Reverse()], note.Remarks, note.Links);
    }

    public Task<Changed> Take(string id, string by, CancellationToken cancel) => Change(id, by, "case.taken", null, note => note.Verdict is not null
        ? new Changed.Refused("It is decided.") : note.TakenBy is { } other && other != by ? new Changed.Refused("Somebody else has taken it.") : new Changed.To(note with { TakenBy = by }), cancel);

    public Task<Changed> Remark(string id, string by, string text, CancellationToken cancel) => Change(id, by, "case.noted", null, note => note.Remarks.Count == MostRemarks
        ? new Changed.Refused($"A case has {MostRemarks} remarks at the most.") : new Changed.To(note with { Remarks = [.. note.Remarks, new(by, time.GetUtcNow(), text)] }), cancel);

    public async Task<Changed> Link(string id, string by, string other, CancellationToken cancel) => other == id || await Newest(other, cancel) is null
        ? new Changed.Refused("There is no other case with this id.")
        : await Change(id, by, "case.linked", null, note => note.Links.Contains(other) ? new Changed.To(note)
            : note.Links.Count == MostLinks ? new Changed.Refused($"A case has {MostLinks} links at the most.") : new Changed.To(note with { Links = [.. note.Links, other] }), cancel);

    /// <summary>
    /// Written down first: of two who decide at once one is told to look again, and has labelled nothing. Whoever got no answer decides again, which labels what a crash kept from it; a label that is there already is no news.
    /// </summary>
    public async Task<Changed> Decide(string id, string by, string verdict, string why, CancellationToken cancel)
    {
        var changed = await Change(id, by, "case.decided", why, note => new Changed.To(note with { Verdict = verdict, DecidedBy = by, DecidedAt = time.GetUtcNow(), Why = why }), cancel);
        if (changed is not Changed.To { Note: var note, Version: var version } || verdict == "unclear" || !MessageId.TryParse(id, out var asked) || await questions.Find(asked, cancel) is null)
            return changed;
        var outcome = await router.Accept([new()
        {
            Source = Source, Id = string.Create(CultureInfo.InvariantCulture, $"{id}/{version}"), Type = EventTypes.QuestionDecided, Time = time.GetUtcNow(), Customer = note.Customer, Status = verdict,
            Question = ulong.Parse(note.Key, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        }], cancel);
        return outcome[0].Status is EventStatus.Accepted or EventStatus.Duplicate ? changed : throw new StateUnreadableException();
    }

    async Task<Changed> Change(string id, string by, string act, string? why, Func<CaseNote, Changed> change, CancellationToken cancel)
    {
        if (await Newest(id, cancel) is not var (row, note))
            return new Changed.None();
        var changed = change(note);
        if (changed is not Changed.To to)
            return changed;
        try
        {
            await store.Commit(AuditWriter.UnitOf([to.Note.Row(id, row.Version + 1, time.GetUtcNow()), .. acts.Record(new(by, act, $"fraud-case/{id}", why))]));
        }
        catch (StoreConflictException)
        {
            return new Changed.Refused("Somebody else changed it at the same moment: look again.");
        }
        return to with { Version = row.Version + 1 };
    }

    async Task<(DocumentRow Row, CaseNote Note)?> Newest(string id, CancellationToken cancel)
    {
        if (!MessageId.TryParse(id, out var asked))
            return null;
        // Ids stand in the order of time: those before the next one, from the last back.
        var rows = await store.ReadLastDocuments(CaseNote.Kind, new MessageId(asked.Value + 1).ToString(), 1, cancel);
        if (rows is not [var any, ..] || any.Id != id)
            return null;
        var newest = (await store.ReadLastDocuments(CaseNote.Kind, new MessageId(asked.Value + 1).ToString(), MostRemarks + MostLinks + 20, cancel)).Where(row => row.Id == id).MaxBy(static row => row.Version)!;
        return CaseNote.Of(newest) is { } note ? (newest, note) : null;
    }

    static CaseSummary Summary(DocumentRow row, CaseNote note) => new(row.Id, row.Version, note.Verdict is not null ? "decided" : note.TakenBy is not null ? "taken" : "open", note.Customer,
        Word(note.Because), Word(note.AskedBecause), note.OpenedAt, note.TakenBy, note.Verdict, note.DecidedAt);

    static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>What became of a change to a case.</summary>
internal abstract record Changed
{
    private Changed() { }

    /// <param name="Version">As it was written; 0: not yet.</param>
    internal sealed record To(CaseNote Note, int Version = 0) : Changed;

    /// <summary>There is none of this id.</summary>
    internal sealed record None : Changed;

    internal sealed record Refused(string Why) : Changed;
}
