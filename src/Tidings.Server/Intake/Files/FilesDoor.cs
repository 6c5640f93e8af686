using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Intake.Files;

/// <summary><c>POST /v1/files</c>: a camt file as the body, known by its content, streamed.</summary>
internal sealed class FilesDoor(FilePump pump, IntakeGate gate, IOptions<IntakeOptions> options)
{
    public async Task<IResult> Post(HttpContext http)
    {
        var request = http.Request;
        if (request.Headers.ContentEncoding.Count > 0 || request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            return new Problem(ProblemCodes.UnsupportedMediaType) { Detail = "Send the file itself as the body (application/xml), without Content-Encoding, not as a form." };
        var told = FileAs.Entry;
        var tell = true;
        foreach (var (name, values) in request.Query)
            switch (name, values)
            {
                case ("as", ["entry" or "transaction"]):
                    told = values[0] == "entry" ? FileAs.Entry : FileAs.Transaction;
                    break;
                case ("tell", ["true" or "false"]):
                    tell = values[0] == "true";
                    break;
                default:
                    return new Problem(ProblemCodes.InvalidParameter) { Detail = "The query may have as=entry or as=transaction, and tell=true or tell=false." };
            }
        if (request.ContentLength > options.Value.MaxFileBytes)
            return new Problem(ProblemCodes.BodyTooLarge) { Detail = $"At most {options.Value.MaxFileBytes} bytes." };
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxFileBytes;
        if (!gate.TryHoldFile())
            return TooMany(options.Value);
        try
        {
            var (end, report) = await pump.Take(request.Body, told, http.Reach(), tell, http.RequestAborted);
            return Answer(end, report);
        }
        finally
        {
            gate.ReleaseFile();
        }
    }

    /// <summary>Files and imports share a bound.</summary>
    public static Problem TooMany(IntakeOptions options) => new(ProblemCodes.TooManyRequests)
    {
        Detail = $"{options.MaxFilesInFlight} files and imports are being read. Nothing of this one was taken.", RetryAfter = options.RetryAfterSeconds,
    };

    IResult Answer(FileEnd end, FileReport report)
    {
        return end switch
        {
            FileEnd.Read => Results.Json(report, IntakeJson.Answers.FileReport),
            FileEnd.Broken => new Problem(ProblemCodes.InvalidFile)
            {
                Detail = "The file could not be read to its end. What came before is counted in the report.", Report = json => IntakeJson.Write(json, report),
            },
            FileEnd.Failed => new Problem(ProblemCodes.Internal)
            {
                Detail = "Not all of it was taken. What came before is counted in the report.", Report = json => IntakeJson.Write(json, report),
            },
            _ => new Problem(ProblemCodes.Busy)
            {
                Detail = "Not all of it was taken. Send the same file again: nothing is told twice.", RetryAfter = options.Value.RetryAfterSeconds,
                Report = json => IntakeJson.Write(json, report),
            },
        };
    }
}
