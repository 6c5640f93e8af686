using Tidings.Core.Deliver.Retry;

namespace Tidings.Server.Deliver.Http;

/// <summary>What came of a request.</summary>
/// <param name="IsKnown">False: it may have arrived or not.</param>
/// <param name="Status">0: the carrier has the text. Otherwise as <see cref="HttpErrorTable"/> keeps it.</param>
/// <param name="Reference">The carrier's id of the message; null where it gave none.</param>
/// <param name="After">After how many seconds it may be tried again, if the carrier said so; else 0.</param>
internal readonly record struct HttpVerdict(bool IsKnown, int Status, string? Reference = null, ushort After = 0)
{
    /// <summary>Nothing has left.</summary>
    public static readonly HttpVerdict NotSent = new(true, HttpErrorTable.NotConnected);
    public static readonly HttpVerdict InDoubt = new(false, 0);

    public static HttpVerdict Accepted(string? reference) => new(true, 0, reference);

    /// <summary>A vendor's code says more than the status beside it, where the table has it or the status is of no help.</summary>
    public static HttpVerdict Refused(int http, HttpVendor vendor, int? code)
    {
        var status = HttpErrorTable.OfStatus(http);
        return code is > 0 and var own && (HttpErrorTable.Knows(HttpErrorTable.OfCode(vendor, own)) || HttpErrorTable.ClassOf(status) is ErrorClass.Unknown or ErrorClass.Refused)
            ? new(true, HttpErrorTable.OfCode(vendor, own)) : new(true, status);
    }
}
