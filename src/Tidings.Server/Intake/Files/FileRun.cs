using Tidings.Core.Events;
using Tidings.Core.Events.Camt;

namespace Tidings.Server.Intake.Files;

/// <summary>One camt file from its stream to the partitions: memory holds an entry and a batch, however long the file.</summary>
internal sealed class FileRun(EventPump pump, CamtMapping mapping, Reach reach)
{
    readonly ReportErrors _errors = new();
    readonly List<BankEvent> _batch = new(EventPump.BatchSize);
    readonly List<long> _places = new(EventPump.BatchSize);
    readonly SortedDictionary<string, decimal> _credits = new(StringComparer.Ordinal), _debits = new(StringComparer.Ordinal);
    CamtStatement? _first;
    int _statements;
    long _entries, _skipped, _refusedEntries, _events, _accepted, _duplicates, _refused, _messages, _notes;

    public FileEnd End { get; private set; } = FileEnd.Read;

    public async ValueTask<FileReport> Run(Stream file, CancellationToken cancel)
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
        if (End != FileEnd.Busy)
            await Flush(cancel);
        return Report();
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
                    _notes++;
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
        _notes += entry.Notes.Count;
        var sums = entry.Credit ? _credits : _debits;
        sums[entry.Amount.Currency] = sums.GetValueOrDefault(entry.Amount.Currency) + entry.Amount.Amount;
        if (CamtToEvent.Map(entry, mapping) is not CamtMapped.Events { All: var events })
        {
            _skipped++;
            return;
        }
        for (var i = 0; i < events.Count && End != FileEnd.Busy; i++)
        {
            _events++;
            _batch.Add(reach == Reach.Live ? events[i] : events[i] with { Reach = reach });
            _places.Add(entry.Ordinal);
            if (_batch.Count == EventPump.BatchSize)
                await Flush(cancel);
        }
    }

    async ValueTask Flush(CancellationToken cancel)
    {
        if (_batch.Count == 0)
            return;
        var outcomes = await pump.Accept(_batch, cancel);
        for (var i = 0; i < outcomes.Length; i++)
            Count(outcomes[i], _places[i]);
        _batch.Clear();
        _places.Clear();
    }

    void Count(EventOutcome outcome, long place)
    {
        switch (outcome.Status)
        {
            case EventStatus.Accepted:
                _accepted++;
                _messages += outcome.Messages.Count;
                break;
            case EventStatus.Duplicate:
                _duplicates++;
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
        Accepted = _accepted, Duplicates = _duplicates, Refused = _refused, Messages = _messages, Credits = _credits, Debits = _debits,
        Notes = _notes, Errors = _errors.First, ErrorsOmitted = _errors.Omitted,
    };
}
