using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>
/// A CSV file row by row (RFC 4180), the separator seen from its first lines: comma, semicolon, tab or bar. Holds one row, however long the file.
/// </summary>
internal sealed class CsvRows : IAsyncDisposable
{
    const int LongestRow = 64 * 1024;
    const int MostColumns = 500;

    readonly CsvReader _csv;
    bool _malformed;

    /// <param name="encoding">What the file is written in where it has no byte order mark; null: UTF-8.</param>
    public CsvRows(Stream file, Encoding? encoding) => _csv = CsvReader.Create(file, new CsvReaderOptions
    {
        Encoding = encoding,
        MaxRecordSize = LongestRow,
        TrimWhitespace = true,
        TrimInsideQuotes = true,
        OnMalformedRecord = _ => _malformed = true,
    }, leaveOpen: true);

    /// <summary>The row read last, from 1, the header not counted.</summary>
    public long Row { get; private set; }

    public string this[int column]
    {
        get
        {
            if (column < 0 || column >= _csv.FieldCount)
                return "";
            var utf8 = _csv.GetSpan(column);
            return Utf8.IsValid(utf8) ? _csv.GetString(column) : NotUtf8;
        }
    }

    /// <summary>What a field reads as whose bytes are no UTF-8: no field may contain it.</summary>
    public const string NotUtf8 = "\0";

    /// <summary>Whether the row read last has a quote where none may be.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Whether the row read last has another number of fields than the header.</summary>
    public bool IsUneven => _csv.FieldCount != _csv.Headers.Count;

    /// <summary>The names of the columns, or why there are none.</summary>
    public async ValueTask<(IReadOnlyList<string> Headers, FieldError? Failure)> Header(CancellationToken cancel)
    {
        try
        {
            await _csv.ReadHeaderAsync(cancel).ConfigureAwait(false);
        }
        catch (CsvFormatException)
        {
            return ([], Broken);
        }
        catch (DecoderFallbackException)
        {
            return ([], WrongEncoding);
        }
        if (_csv.Headers.Count == 0)
            return ([], new("$", FieldCodes.Missing, "The file is empty.", "Begin with a header of column names."));
        return _csv.Headers.Count <= MostColumns
            ? ([.. _csv.Headers], null)
            : ([], new("$", FieldCodes.Range, $"There are more than {MostColumns} columns.", "Check the separator and the quotes."));
    }

    /// <summary>Reads on. False: the end, or the failure.</summary>
    public async ValueTask<(bool Read, FieldError? Failure)> Next(CancellationToken cancel)
    {
        _malformed = false;
        try
        {
            if (!await _csv.ReadAsync(cancel).ConfigureAwait(false))
                return (false, null);
        }
        catch (CsvFormatException)
        {
            return (false, Broken);
        }
        catch (DecoderFallbackException)
        {
            return (false, WrongEncoding);
        }
        Row++;
        IsMalformed = _malformed;
        return (true, null);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    static readonly FieldError Broken = new("$", FieldCodes.TooLong,
        $"A row is longer than {LongestRow} bytes, or its quotes do not end.", "Close the quotes of the row, or shorten it.");

    static readonly FieldError WrongEncoding = new("$", FieldCodes.Format,
        "The file is not written in the character set that it is said to be in.", "Save it as UTF-8, or name its character set in the content type.");
}
