using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tidings.Simulator.Messages;
using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Phone;

/// <summary>
/// Server-sent events: <c>text</c> with a bubble that is new or has changed, <c>reload</c> when everything is to be read again,
/// <c>stats</c> once a second, however much else there is to tell.
/// </summary>
internal sealed class LiveEndpoint(Exchange exchange, TimeProvider clock)
{
    static readonly TimeSpan BetweenStats = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/live", StreamAsync);

    async Task StreamAsync(HttpContext context)
    {
        if (exchange.Inbox.Live.Open() is not { } page)
        {
            await Problem.TooMany($"{LiveFeed.MostPages} pages are open already.").WriteAsync(context);
            return;
        }
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            while (true)
            {
                await SendStatsAsync(context);
                var sentAt = clock.GetTimestamp();
                while (BetweenStats - clock.GetElapsedTime(sentAt) is var left && left > TimeSpan.Zero)
                    await SendRoundAsync(context, page, left);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        finally
        {
            exchange.Inbox.Live.Close(page);
        }
    }

    async Task SendRoundAsync(HttpContext context, LiveFeed.Page page, TimeSpan longest)
    {
        try
        {
            await page.Events.WaitToReadAsync(context.RequestAborted).AsTask().WaitAsync(longest, clock, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            return;
        }
        // A text that changed several times since the last round is told once, as it is now.
        var changed = new Dictionary<long, Bubble>();
        var readAgain = page.Missed();
        while (page.Events.TryRead(out var what))
        {
            readAgain |= what.Bubble is null;
            if (what.Bubble is { } bubble)
                changed[bubble.Id] = bubble;
        }
        if (readAgain)
            await SendAsync(context, "reload", "{}"u8.ToArray());
        foreach (var bubble in changed.Values)
            await SendAsync(context, "text", JsonSerializer.SerializeToUtf8Bytes(BubbleView.Of(bubble), PhoneJson.Options));
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    async Task SendStatsAsync(HttpContext context)
    {
        await SendAsync(context, "stats", JsonSerializer.SerializeToUtf8Bytes(exchange.Stats(), PhoneJson.Options));
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    static async Task SendAsync(HttpContext context, string name, byte[] data)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: ", context.RequestAborted);
        await context.Response.Body.WriteAsync(data, context.RequestAborted);
        await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), context.RequestAborted);
    }
}
