using Microsoft.AspNetCore.Http.Features;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Track.Callbacks;

/// <summary>
/// Where HTTP carriers bring receipts and customers' texts. What is not signed as the carrier signs is refused before it is read; what is taken is durable before the carrier is
/// answered.
/// </summary>
internal static class CallbackEndpoint
{
    const int LongestBody = 256 * 1024;
    /// <summary>Twilio waits 15 s in all, its repetitions among them: an answer must come so soon that one of them still does.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    /// <summary>What a bind that has ended will not answer any more.</summary>
    static readonly TimeSpan HeldAtMost = TimeSpan.FromMinutes(10);
    static readonly Problem NotNow = new(ProblemCodes.Busy) { Detail = "Nothing is sure to be taken. Send it again.", RetryAfter = 5 };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/callbacks/{carrier}/receipts", static (string carrier, HttpContext http, CarrierSet carriers) => Take(CallbackKind.Receipts, carrier, http, carriers))
            .WithTags("Carriers").WithName("TakeReceipts").WithSummary("An HTTP carrier reports what became of texts; signed as the carrier signs")
            .Accepts<object>("application/json", "application/x-www-form-urlencoded").Produces<string>(StatusCodes.Status200OK, "text/xml").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapPost("/v1/callbacks/{carrier}/replies", static (string carrier, HttpContext http, CarrierSet carriers) => Take(CallbackKind.Replies, carrier, http, carriers))
            .WithTags("Carriers").WithName("TakeReplies").WithSummary("An HTTP carrier brings what customers wrote; signed as the carrier signs")
            .Accepts<object>("application/json", "application/x-www-form-urlencoded").Produces<string>(StatusCodes.Status200OK, "text/xml").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> Take(CallbackKind kind, string name, HttpContext http, CarrierSet carriers)
    {
        var (body, problem) = await Body(http);
        if (problem is not null)
            return problem;
        var carrier = carriers.All.FirstOrDefault(one => one.Name == name && one.Dialect is not null);
        if (carrier?.Dialect is not { } dialect || carrier.Options.Http.PublicUrl is not { } url)
            return new Problem(ProblemCodes.NotFound);
        // Whose secret would prove it has not been approved; the carrier brings it again.
        if (!carrier.Gate.IsOpen)
            return NotNow;
        var callback = new Callback(kind, $"{url.TrimEnd('/')}{http.Request.Path.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}", http.Request.Headers, body);
        if (!dialect.IsGenuine(callback))
        {
            carrier.Metrics.CallbacksRefused.Add(1, new KeyValuePair<string, object?>("carrier", name));
            HttpCarrierLog.NotGenuine(carrier.Log, name);
            return new Problem(ProblemCodes.Forbidden) { Detail = "The carrier does not sign like this." };
        }
        if (dialect.Read(callback) is not { } content)
        {
            // It would be the same again: taken, counted, and nothing done.
            carrier.Metrics.NotUnderstood.Add(1);
            HttpCarrierLog.NotUnderstood(carrier.Log, name);
            return Done(dialect);
        }
        return await Durable(carrier, content, http.RequestAborted) ? Done(dialect) : NotNow;
    }

    /// <summary>Whether all that it brings is durable. What is brought again is known by its id, and recorded once more at worst.</summary>
    static async Task<bool> Durable(CarrierDelivery carrier, CallbackContent content, CancellationToken cancel)
    {
        var count = content.Receipts.Count + content.Replies.Count;
        if (carrier.Pumps.Values.FirstOrDefault(static pump => !pump.Ended) is not { } pump)
            return false;
        if (!carrier.Callbacks.TryTake(count))
            return false;
        var all = Task.WhenAll([.. content.Receipts.Select(pump.Receive), .. content.Replies.Select(pump.TakeReply)]);
        // What waits is held until it is done with, also when the carrier has given up on us: it brings it again, and would bring more each time.
        _ = Task.WhenAny(all, Task.Delay(HeldAtMost, carrier.Time, CancellationToken.None))
            .ContinueWith(_ => carrier.Callbacks.Give(count), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return (await all.WaitAsync(Patience, carrier.Time, cancel)).All(static taken => taken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    static IResult Done(IHttpDialect dialect) => dialect.Acknowledgement is { } said ? Results.Text(said.Content, said.Type) : Results.Ok();

    static async Task<(ReadOnlyMemory<byte> Body, Problem? Problem)> Body(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBody;
        if (http.Request.ContentLength > LongestBody)
            return (default, new(ProblemCodes.BodyTooLarge));
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return (body.ToArray(), null);
    }
}
