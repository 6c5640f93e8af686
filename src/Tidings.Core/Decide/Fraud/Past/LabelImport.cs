using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>What past payments turned out to be, from a CSV file of its own.</summary>
public static class LabelImport
{
    /// <summary>The fields that a file may have.</summary>
    public static IReadOnlyList<ImportField> Fields { get; } =
    [
        new("id", true, "transaction id", "payment id", "event id", "transaction"),
        new("fraud", true, "is fraud", "label"),
        new("labelledAt", false, "labeled at", "label time", "confirmed at", "time"),
    ];

    /// <summary>Reads the file as a stream. See <see cref="ImportRecord{T}"/>.</summary>
    public static async IAsyncEnumerable<ImportRecord<PastLabel>> Read(
        Stream file, Encoding? encoding, IReadOnlyDictionary<string, string> mapping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = new CsvRows(file, encoding);
        var (columns, failed) = await ImportStart.Header<PastLabel>(rows, Fields, mapping, cancel).ConfigureAwait(false);
        if (columns is null)
        {
            yield return failed!;
            yield break;
        }
        yield return new ImportHeader<PastLabel>(columns.Ignored);
        var reader = new RowReader(rows, columns);
        while (true)
        {
            var (read, failure) = await rows.Next(cancel).ConfigureAwait(false);
            if (failure is not null)
                yield return new ImportFailure<PastLabel>(rows.Row, [failure]);
            if (!read)
                yield break;
            if (reader.IsEmpty("fraud"))
                reader.Wrong("fraud", FieldCodes.Missing, "It is empty.", "A label says 1 or 0.");
            var label = new PastLabel(PastFields.Key(reader), PastFields.Fraud(reader) ?? false, PastFields.Time(reader, "labelledAt"));
            var errors = reader.TakeErrors();
            yield return new ImportRow<PastLabel>(rows.Row, errors.Count == 0 ? label : null, errors);
        }
    }
}
