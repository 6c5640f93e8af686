using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Phone;

/// <summary>The inbox API: what a bank's own end-to-end tests read.</summary>
internal sealed class InboxEndpoints(Exchange exchange)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/inbox", GetAsync);
        app.MapDelete("/inbox", Clear);
        app.MapGet("/inbox/{id}/pdus", PdusAsync);
        app.MapPost("/inbox/{id}/receipt", ReleaseAsync);
    }

    async Task GetAsync(HttpContext context)
    {
        var errors = new Dictionary<string, string[]>();
        if (!Numbers.TryQuery(context, out var to, out _))
            errors["to"] = ["must be a phone number of 3 to 20 digits, with or without +"];
        var wait = TimeSpan.Zero;
        if ((string?)context.Request.Query["wait"] is { } asked && (!Durations.TryParse(asked, out wait) || wait > LongestWait))
            errors["wait"] = ["must be a duration up to 60s, such as 500ms or 5s"];
        long after = 0;
        if ((string?)context.Request.Query["after"] is { } cursor
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            errors["after"] = ["must be the cursor of an earlier answer"];
        if (errors.Count > 0)
        {
            await Problem.Invalid(errors).WriteAsync(context);
            return;
        }
        var texts = await exchange.Inbox.TextsAsync(to, after, wait, context.RequestAborted);
        if (texts is null)
            await Problem.TooMany($"{Inbox.MostWaiters} requests wait on the inbox already.").WriteAsync(context);
        else
            await Json.WriteAsync(context, new InboxPage(texts.Count > 0 ? texts[^1].Id : after, texts));
    }

    Task Clear(HttpContext context)
    {
        exchange.Inbox.Clear();
        exchange.Pdus.Clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    Task PdusAsync(HttpContext context)
    {
        if (Id(context) is not { } id || exchange.Inbox.PartsOf(id) is not { } parts)
            return Problem.NotFound("The inbox holds no such text.").WriteAsync(context);
        var pdus = exchange.Pdus.Of(parts.Select(part => part.MessageId).ToHashSet());
        return Json.WriteAsync(context, new PdusView([.. pdus.Select(PduDescriber.Describe)]));
    }

    async Task ReleaseAsync(HttpContext context)
    {
        if (await Json.ReadAsync<ReceiptRequest>(context) is not { } request)
            return;
        if (request.Error is < 0 or > 999 || !Enum.IsDefined(request.State))
        {
            await Problem.Invalid(request.Error is < 0 or > 999 ? "error" : "state", "is not a value that a receipt can have").WriteAsync(context);
            return;
        }
        var result = Id(context) is { } id ? exchange.Release(id, request.State, request.Error) : ReleaseResult.NoSuchText;
        switch (result)
        {
            case ReleaseResult.Released:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                break;
            case ReleaseResult.NotWaiting:
                await Problem.NothingWaits.WriteAsync(context);
                break;
            default:
                await Problem.NotFound("The inbox holds no such text.").WriteAsync(context);
                break;
        }
    }

    static long? Id(HttpContext context) =>
        long.TryParse((string?)context.GetRouteValue("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
