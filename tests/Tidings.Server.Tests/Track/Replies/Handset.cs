using System.Text.Json;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Track.Replies;

/// <summary>A customer's phone, on a real node with the simulator as its carrier.</summary>
internal sealed class Handset(ToldNode told, string number)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    long _seen;

    public string Number => number;

    /// <summary>The next text that arrives.</summary>
    public async Task<(string From, string Text)> Next()
    {
        var texts = await told.Smsc.Inbox.TextsAsync(number, _seen, Patience, TestContext.Current.CancellationToken);
        Assert.True(texts is { Count: > 0 }, "No text came.");
        _seen = texts[0].Id;
        return (texts[0].From, texts[0].Text);
    }

    /// <summary>Writes to the sender, and waits until the node has acknowledged all of it.</summary>
    public async Task Write(string text, string to = "YourBank")
    {
        var before = told.Smsc.Stats;
        // A node that began a moment ago may not be there yet to take it.
        while (!told.Smsc.Reply(number, to, text))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        while (told.Smsc.Stats is var now && (now.RepliesSent == before.RepliesSent || now.RepliesAcknowledged < now.RepliesSent || now.Waiting > 0))
            await Task.Yield();
    }

    /// <summary>What the node has of this number, the newest first.</summary>
    public Task<JsonElement[]> Recorded() => Recorded(told, $$"""{"number":"+{{number}}"}""");

    public static async Task<JsonElement[]> Recorded(ToldNode told, string query)
    {
        var answer = await told.Node.Send(HttpMethod.Post, "/v1/replies/search", body: query);
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("replies").EnumerateArray()];
    }
}
