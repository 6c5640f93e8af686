using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Problems;

internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    // Only < > & and the like would be escaped besides, for pages that embed JSON: this is an answer of its own type.
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static async Task Write(HttpContext http, Problem problem)
    {
        var response = http.Response;
        response.StatusCode = problem.Status ?? problem.Code.Status;
        response.ContentType = ContentType;
        if (response.StatusCode is 400 or 413 or 415 or 422)
            Log(http, problem);
        if (problem.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (problem.Code == ProblemCodes.Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, Options))
            Body(json, http, problem);
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    static void Log(HttpContext http, Problem problem) => OperateLog.AskedWrongly(
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problem).FullName!), http.Features.Get<Caller>()?.Identity ?? "somebody unknown",
        Asked.MethodOf(http), Asked.RouteOf(http), problem.Code.Code, problem.Errors.Count);

    static void Body(Utf8JsonWriter json, HttpContext http, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, problem.Code.Type);
        json.WriteString("title"u8, problem.Code.Title);
        json.WriteNumber("status"u8, problem.Status ?? problem.Code.Status);
        if (problem.Detail is { } detail)
            json.WriteString("detail"u8, detail);
        json.WriteString("code"u8, problem.Code.Code);
        if (problem.EventId is { } id)
            json.WriteString("id"u8, id);
        // What an operator searches the logs for; of no use where the request itself was at fault.
        if (problem.Code.Status >= 500)
            json.WriteString("requestId"u8, http.TraceIdentifier);
        if (problem.Errors.Count > 0)
            Errors(json, problem.Errors);
        if (problem.Report is { } report)
        {
            json.WritePropertyName("report"u8);
            report(json);
        }
        if (problem.Allowed is { } allowed)
        {
            json.WritePropertyName("allowed"u8);
            allowed(json);
        }
        json.WriteEndObject();
    }

    public static void Errors(Utf8JsonWriter json, IReadOnlyList<FieldError> errors)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, error.Field);
            json.WriteString("code"u8, error.Code);
            json.WriteString("why"u8, error.Why);
            json.WriteString("fix"u8, error.Fix);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
