using Tidings.Core.Ports;
using Tidings.Server.Operate.Pages;

namespace Tidings.Server.Operate.Problems;

/// <summary>Stands around all others: whatever fails, and whatever answers with a bare status, becomes a problem with a code. What every answer's headers say is said here too.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task Invoke(HttpContext http)
    {
        PageHeaders.Set(http);
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            if (http.Response.HasStarted)
                throw;
            http.Response.Clear();
            PageHeaders.Set(http);
            await ProblemWriter.Write(http, OfFailure(failure));
            return;
        }
        if (!http.Response.HasStarted && http.Response is { StatusCode: >= 400, ContentType: null } bare
            && bare.ContentLength is null or 0 && ProblemCodes.OfStatus(bare.StatusCode) is { } code)
            await ProblemWriter.Write(http, new Problem(code) { Status = bare.StatusCode });
    }

    Problem OfFailure(Exception failure)
    {
        switch (failure)
        {
            case BadHttpRequestException bad:
                return new Problem(ProblemCodes.OfStatus(bad.StatusCode) ?? ProblemCodes.BadRequest) { Status = bad.StatusCode };
            case StoreUnavailableException:
                OperateLog.StoreUnavailable(log, failure.GetType().Name);
                return new Problem(ProblemCodes.StoreUnavailable) { RetryAfter = 5 };
            case Partitions.StateUnreadableException:
                return new Problem(ProblemCodes.StateUnreadable);
            default:
                OperateLog.Unhandled(log, failure.GetType().FullName, failure.StackTrace);
                return new Problem(ProblemCodes.Internal);
        }
    }
}
