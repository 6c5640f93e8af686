using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tidings.Simulator.Phone;

/// <summary>RFC 9457. The type is a page of this server; errors name the members or parameters that are wrong.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyDictionary<string, string[]>? Errors = null)
{
    public static Problem Invalid(string name, string what) => Invalid(new Dictionary<string, string[]> { [name] = [what] });

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new("/problems/invalid-input", "The input is not valid", 400, "Correct what errors names and send it again.", errors);

    public static Problem NotJson(string detail) => new("/problems/not-json", "The body cannot be read", 400, detail);

    public static Problem NotFound(string detail) => new("/problems/not-found", "Not found", 404, detail);

    public static Problem NoBind { get; } =
        new("/problems/no-bind", "Nobody is bound", 409, "No receiver or transceiver is bound that could take the reply. Start the server and try again.");

    public static Problem NothingWaits { get; } =
        new("/problems/nothing-waits", "No receipt waits", 409, "The text asked for no receipt, or the server has acknowledged all of its receipts.");

    public static Problem TooMany(string detail) => new("/problems/too-many", "Too many at once", 429, detail);

    public static Problem Foreign { get; } =
        new("/problems/foreign-origin", "Not from this page", 403, "The simulator answers this machine's own pages and programs only.");

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Status == 429)
            context.Response.Headers.RetryAfter = "1";
        context.Response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(context.Response.Body, this, PhoneJson.Options, context.RequestAborted);
    }
}
