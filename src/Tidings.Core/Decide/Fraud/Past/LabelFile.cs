using System.Globalization;
using CsvHelper;

namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>Writes what is known of payments as the CSV that <see cref="LabelImport"/> reads.</summary>
public static class LabelFile
{
    public static void Write(Stream into, IEnumerable<KnownLabel> labels)
    {
        using var csv = CsvWriter.Create(into, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        Line(csv, "id", "fraud", "labelled_at");
        foreach (var (id, fraud, at) in labels)
            Line(csv, id, fraud ? "1" : "0", at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    static void Line(CsvWriter csv, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }
}

/// <summary>What a payment turned out to be.</summary>
/// <param name="Id">Of its event, as the bank gave it.</param>
/// <param name="At">When the customer, or a person of the bank's, said so last.</param>
public readonly record struct KnownLabel(string Id, bool Fraud, DateTimeOffset At);
