using System.IO.Compression;
using Tidings.Core.Customers.Import;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Events;

namespace Tidings.Fraud.Histories;

/// <summary>A bank's payments of the past, by time, with what became known of them. All of it is in memory: some 400 bytes a payment.</summary>
public sealed class BankHistory
{
    public const int MostPayments = 20_000_000;
    const int MostFaultsKept = 1_000;

    readonly List<HistoryFault> _faults = [];
    readonly Dictionary<ulong, PastPayment> _read = [];
    readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    BankHistory()
    {
    }

    /// <summary>By time; of one moment in the order of the files.</summary>
    public IReadOnlyList<PastPayment> Payments { get; private set; } = [];

    /// <summary>The first thousand things that were wrong.</summary>
    public IReadOnlyList<HistoryFault> Faults => _faults;

    /// <summary>Rows that were left out because something is wrong with them.</summary>
    public int RowsRefused { get; private set; }

    /// <summary>A file, or its rest, could not be read at all.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Labels that name a payment which is in no file.</summary>
    public int LabelsOfNone { get; private set; }

    /// <summary>Columns that mean nothing here.</summary>
    public IReadOnlyCollection<string> Ignored => _ignored;

    public static BankHistory Of(IEnumerable<PastPayment> payments) => new() { Payments = [.. payments.OrderBy(static one => one.Time)] };

    /// <param name="files">CSV; gzip where the name ends with .gz.</param>
    /// <param name="labels">A file of labels, which win over those in <paramref name="files"/>; null: none.</param>
    /// <param name="mapping">Field to column where the files call it otherwise.</param>
    /// <exception cref="IOException">A file is not there, or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file that says it is gzip is not, or the history is too long.</exception>
    public static async Task<BankHistory> Read(IEnumerable<string> files, string? labels, IReadOnlyDictionary<string, string> mapping, CancellationToken cancel)
    {
        var history = new BankHistory();
        foreach (var file in files)
            await history.ReadPayments(file, mapping, cancel).ConfigureAwait(false);
        if (labels is not null)
            await history.ReadLabels(labels, cancel).ConfigureAwait(false);
        history.Payments = [.. history._read.Values.OrderBy(static one => one.Time)];
        history._read.Clear();
        return history;
    }

    async Task ReadPayments(string file, IReadOnlyDictionary<string, string> mapping, CancellationToken cancel)
    {
        using var stream = Open(file);
        await foreach (var record in PaymentImport.Read(stream, null, mapping, cancel).ConfigureAwait(false))
        {
            if (Take(file, record) is not { } row)
                continue;
            if (_read.Count == MostPayments)
                throw new InvalidDataException($"The history has more than {MostPayments} payments. Give fewer months of it.");
            if (!_read.TryAdd(row.Value!.Key, row.Value))
                Refuse(file, row.Row, [new("id", FieldCodes.Repeated, "Another row has this id.", "Give each payment once, under an id of its own.")]);
        }
    }

    async Task ReadLabels(string file, CancellationToken cancel)
    {
        using var stream = Open(file);
        await foreach (var record in LabelImport.Read(stream, null, new Dictionary<string, string>(), cancel).ConfigureAwait(false))
        {
            if (Take(file, record) is not { } row)
                continue;
            var label = row.Value!;
            if (!_read.TryGetValue(label.Key, out var payment))
                LabelsOfNone++;
            else if (label.At < payment.Time)
                Refuse(file, row.Row, [new("labelledAt", FieldCodes.Range, "It is before the payment.", "Write when it was known what the payment is, or leave it out.")]);
            else
                _read[label.Key] = payment with { Fraud = label.Fraud, LabelledAt = label.At };
        }
    }

    /// <summary>The row, if it is one and right.</summary>
    ImportRow<T>? Take<T>(string file, ImportRecord<T> record) where T : class
    {
        switch (record)
        {
            case ImportHeader<T> header:
                _ignored.UnionWith(header.Ignored);
                return null;
            case ImportRow<T> { Value: not null } row:
                return row;
            case ImportRow<T> wrong:
                Refuse(file, wrong.Row, wrong.Errors);
                return null;
            case ImportFailure<T> failure:
                IsBroken = true;
                Keep(file, failure.Row, failure.Errors);
                return null;
            default:
                return null;
        }
    }

    void Refuse(string file, long row, IEnumerable<FieldError> errors)
    {
        RowsRefused++;
        Keep(file, row, errors);
    }

    void Keep(string file, long row, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
        {
            if (_faults.Count < MostFaultsKept)
                _faults.Add(new(Path.GetFileName(file), row, error));
        }
    }

    static Stream Open(string file)
    {
        var stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
