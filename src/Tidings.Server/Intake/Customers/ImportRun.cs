using Tidings.Core.Customers.Import;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Customers;

/// <summary>Takes the rows of a file in batches and counts what becomes of them.</summary>
/// <param name="take">Registers a batch; one outcome each.</param>
internal sealed class ImportRun<T>(bool dryRun, Func<IReadOnlyList<T>, CancellationToken, ValueTask<IReadOnlyList<EventOutcome>>> take) where T : class
{
    readonly ReportErrors _errors = new();
    readonly List<T> _batch = new(EventPump.BatchSize);
    readonly List<long> _rows = new(EventPump.BatchSize);
    IReadOnlyList<string> _ignored = [];

    public bool DryRun => dryRun;
    /// <summary>Customers or accounts read so far.</summary>
    public long Read { get; private set; }
    /// <summary>Those of them that are registered.</summary>
    public long Accepted { get; private set; }
    /// <summary>Those that are wrong.</summary>
    public long Refused { get; private set; }
    /// <summary>The file cannot be read to its end.</summary>
    public bool Broken { get; private set; }
    /// <summary>The partitions did not take any more.</summary>
    public bool Busy { get; private set; }

    public async ValueTask<ImportReport> Run(IAsyncEnumerable<ImportRecord<T>> records, CancellationToken cancel)
    {
        await foreach (var record in records.WithCancellation(cancel))
        {
            Take(record);
            if (_batch.Count == EventPump.BatchSize)
                await Flush(cancel);
            if (Busy)
                break;
        }
        if (!Busy)
            await Flush(cancel);
        return new()
        {
            Complete = !Broken && !Busy, DryRun = dryRun, Read = Read, Accepted = Accepted, Refused = Refused,
            IgnoredColumns = _ignored, Errors = _errors.First, ErrorsOmitted = _errors.Omitted,
        };
    }

    void Take(ImportRecord<T> record)
    {
        switch (record)
        {
            case ImportHeader<T> header:
                _ignored = header.Ignored;
                break;
            case ImportFailure<T> failure:
                Broken = true;
                _errors.Add(failure.Row, failure.Errors);
                break;
            case ImportRow<T> { Value: { } value } row:
                Read++;
                _batch.Add(value);
                _rows.Add(row.Row);
                break;
            case ImportRow<T> row:
                Read++;
                Refused++;
                _errors.Add(row.Row, row.Errors);
                break;
        }
    }

    async ValueTask Flush(CancellationToken cancel)
    {
        if (_batch.Count == 0)
            return;
        if (dryRun)
            Accepted += _batch.Count;
        else
            Count(await take(_batch, cancel));
        _batch.Clear();
        _rows.Clear();
    }

    void Count(IReadOnlyList<EventOutcome> outcomes)
    {
        for (var i = 0; i < outcomes.Count; i++)
            switch (outcomes[i].Status)
            {
                case EventStatus.Accepted or EventStatus.Duplicate:
                    Accepted++;
                    break;
                case EventStatus.Busy:
                    Busy = true;
                    break;
                default:
                    Refused++;
                    _errors.Add(_rows[i], outcomes[i].Errors);
                    break;
            }
    }
}
