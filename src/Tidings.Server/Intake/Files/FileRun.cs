using Tidings.Core.Events;
using Tidings.Core.Events.Camt;
using Tidings.Core.Ports;

namespace Tidings.Server.Intake.Files;

/// <summary>One camt file from its stream to the partitions: memory holds an entry and a batch, however long the file.</summary>
internal sealed class FileRun(EventPump pump, CamtMapping mapping, Reach reach, ILogger log, bool tell = true)
{
    const int MostNotes = 100;
    readonly ReportErrors _errors = new(), _notes = new(MostNotes);
    readonly List<BankEvent> _batch = new(EventPump.BatchSize);
    readonly List<long> _places = new(EventPump.BatchSize);
    readonly SortedDictionary<string, decimal> _credits = new(StringComparer.Ordinal), _debits = new(StringComparer.Ordinal);
    CamtStatement? _first;
    int _statements;
    long _entries, _skipped, _refusedEntries, _events, _accepted, _duplicates, _refused, _messages, _tooOld;
    readonly SortedDictionary<string, long> _skippedBy = new(StringComparer.Ordinal);

    public FileEnd End { get; private set; } = FileEnd.Read;

    public async ValueTask<FileReport> Run(Stream file, CancellationToken cancel)
    {
        await Guarded(Read(file, cancel));
        if (End != FileEnd.Busy)
            await Guarded(Flush(cancel));
        return Report();
    }

    async ValueTask Read(Stream file, CancellationToken cancel)
    {
        await foreach (var record in CamtReader.ReadAsync(file, null, cancel))
        {
            if (record is CamtEntry entry)
                await Take(entry, cancel);
            else
                Take(record);
            if (End == FileEnd.Busy)
                break;
        }
    }

    // A bug met by one file must not end the process, which would meet it again after its restart. What the infrastructure does goes on: the file waits then.
    async ValueTask Guarded(ValueTask step)
    {
        try
        {
            await step;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException or StoreUnavailableException or IOException))
        {
            End = FileEnd.Failed;
            IntakeLog.FileFailed(log, failure.GetType().Name);
            _errors.Add(0, [NotProcessed]);
        }
    }

    void Take(CamtRecord record)
    {
        switch (record)
        {
            case CamtRefusedEntry refused:
                _entries++;
                _refusedEntries++;
                _errors.Add(refused.Ordinal, refused.Errors);
                break;
            case CamtStatementEnd end:
                _first ??= end.Statement;
                _statements++;
                if (end.DeclaredEntries is { } declared && declared != end.Entries)
                    _notes.Add(0, [new($"{end.Statement.Element}[{end.Statement.Index}]/TxsSummry", "contradicts", "The summary claims another number of entries than there are.", "What is there was taken.")]);
                break;
            case CamtFileError broken:
                End = FileEnd.Broken;
                _errors.Add(0, [broken.Error]);
                break;
        }
    }

    async ValueTask Take(CamtEntry entry, CancellationToken cancel)
    {
        _entries++;
        _notes.Add(entry.Ordinal, entry.Notes);
        var sums = entry.Credit ? _credits : _debits;
        sums[entry.Amount.Currency] = sums.GetValueOrDefault(entry.Amount.Currency) + entry.Amount.Amount;
        if (Mapped(entry) is not { } events)
            return;
        for (var i = 0; i < events.Count && End != FileEnd.Busy; i++)
        {
            _events++;
            _batch.Add(reach == Reach.Live && tell ? events[i] : events[i] with { Reach = reach, Untold = !tell });
            _places.Add(entry.Ordinal);
            if (_batch.Count == EventPump.BatchSize)
                await Flush(cancel);
        }
    }

    IReadOnlyList<BankEvent>? Mapped(CamtEntry entry)
    {
        try
        {
            switch (CamtToEvent.Map(entry, mapping))
            {
                case CamtMapped.Events { All: var events }:
                    return events;
                case CamtMapped.Skipped { Why: var why }:
                    _skipped++;
                    _skippedBy[Reason(why)] = _skippedBy.GetValueOrDefault(Reason(why)) + 1;
                    break;
                case CamtMapped.Refused { Error: var error }:
                    _refusedEntries++;
                    _errors.Add(entry.Ordinal, [error]);
                    break;
            }
        }
        // One entry that cannot be told must not take its neighbours with it. The failure's words may quote the entry.
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            IntakeLog.EntryFailed(log, failure.GetType().Name);
            _refusedEntries++;
            _errors.Add(entry.Ordinal, [NotMapped]);
        }
        return null;
    }

    static string Reason(CamtSkip why) => why switch
    {
        CamtSkip.Information => "information",
        CamtSkip.Future => "future",
        CamtSkip.UnknownStatus => "unknown-status",
        CamtSkip.Zero => "zero",
        _ => "copy",
    };

    async ValueTask Flush(CancellationToken cancel)
    {
        if (_batch.Count == 0)
            return;
        try
        {
            var outcomes = await pump.Accept(_batch, cancel);
            for (var i = 0; i < outcomes.Length; i++)
                Count(outcomes[i], _places[i]);
        }
        finally
        {
            _batch.Clear();
            _places.Clear();
        }
    }

    static readonly FieldError NotMapped = new("Ntry", FieldCodes.Format, "This entry could not be made into an event; the log has the kind of failure.", "Look for unusual values in it, and report it.");

    static readonly FieldError NotProcessed = new("$", FieldCodes.Broken, "The file could not be processed from here on; the log has the kind of failure.", "Report it. Sending the file again tells nothing twice.");

    void Count(EventOutcome outcome, long place)
    {
        switch (outcome.Status)
        {
            case EventStatus.Accepted:
                _accepted++;
                _messages += outcome.Messages.Count;
                _tooOld += outcome.TooOld ? 1 : 0;
                _errors.Add(place, [.. outcome.NotTold.Select(holder => holder.Error)]);
                break;
            case EventStatus.Duplicate:
                _duplicates++;
                _errors.Add(place, [.. outcome.NotTold.Select(holder => holder.Error)]);
                break;
            case EventStatus.Refused:
                _refused++;
                _errors.Add(place, outcome.Errors);
                break;
            default:
                End = FileEnd.Busy;
                break;
        }
    }

    FileReport Report() => new()
    {
        Complete = End == FileEnd.Read,
        Message = _first is null ? null : _first.Version == 0 ? $"camt.0{(int)_first.Message}" : $"camt.0{(int)_first.Message}.001.{_first.Version:D2}",
        Statements = _statements, Entries = _entries, Skipped = _skipped, RefusedEntries = _refusedEntries, Events = _events,
        Accepted = _accepted, TooOld = _tooOld, Duplicates = _duplicates, Refused = _refused, Messages = _messages, Credits = _credits, Debits = _debits,
        Notes = _notes.First.Count + _notes.Omitted, FirstNotes = _notes.First, SkippedBy = _skippedBy, Errors = _errors.First, ErrorsOmitted = _errors.Omitted,
    };
}
