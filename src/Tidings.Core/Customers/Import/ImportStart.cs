namespace Tidings.Core.Customers.Import;

internal static class ImportStart
{
    /// <summary>Reads the header. Without columns the failure says why.</summary>
    public static async ValueTask<(ImportColumns? Columns, ImportFailure<T>? Failed)> Header<T>(
        CsvRows rows, IReadOnlyList<ImportField> fields, IReadOnlyDictionary<string, string> mapping, CancellationToken cancel) where T : class
    {
        var (headers, failure) = await rows.Header(cancel).ConfigureAwait(false);
        if (failure is not null)
            return (null, new(0, [failure]));
        var columns = new ImportColumns(fields, headers, mapping);
        return columns.Errors.Count == 0 ? (columns, null) : (null, new(0, columns.Errors));
    }
}
