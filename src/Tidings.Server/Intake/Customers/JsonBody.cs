using System.Text.Json;
using System.Text.Unicode;
using Tidings.Core.Events;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Intake.Customers;

/// <summary>The small JSON bodies of the registers, and the ids in their addresses.</summary>
internal static class JsonBody
{
    const int Most = 256 * 1024;
    public const int LongestId = 64;

    public static readonly Problem WrongId = new(ProblemCodes.InvalidParameter)
    {
        Detail = "An id has 1 to 64 characters, no control characters, and does not begin with tidings:.",
        Errors = [new("id", FieldCodes.Format, "It is not an id.", "Write 1 to 64 characters without control characters.")],
    };

    /// <summary>Names of the server's own begin with <c>tidings:</c>.</summary>
    public static bool IsId(string id) => !id.StartsWith("tidings:", StringComparison.Ordinal) &&
        id.Length is > 0 and <= LongestId && !string.IsNullOrWhiteSpace(id) && !id.AsSpan().ContainsAnyInRange('\0', '\x1f') && !id.Contains('\x7f', StringComparison.Ordinal);

    /// <summary>Reads the body and gives it to <paramref name="parse"/>; what keeps it from being JSON becomes a problem.</summary>
    public static async ValueTask<Problem?> Read<TState>(HttpContext http, IntakeGate gate, TState state, Parse<TState> parse)
    {
        if (!http.Request.HasJsonContentType())
            return new(ProblemCodes.UnsupportedMediaType) { Detail = "Send application/json." };
        using var body = new BodyBuffer(gate);
        if (await body.Read(http.Request, Most, http.RequestAborted) is { } failed)
            return new(failed) { RetryAfter = failed == ProblemCodes.TooManyRequests ? 1 : null };
        if (!Utf8.IsValid(body.Bytes))
            return new(ProblemCodes.InvalidJson) { Detail = "The body is not UTF-8." };
        try
        {
            parse(body.Bytes, state);
            return null;
        }
        catch (JsonException failure)
        {
            return new(ProblemCodes.InvalidJson) { Detail = $"Line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}: here it is no JSON." };
        }
    }

    public delegate void Parse<TState>(ReadOnlySpan<byte> json, TState state);
}
