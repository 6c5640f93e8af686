using Tidings.Server.Tell;

namespace Tidings.Server.Tests.Tell;

/// <summary>npm's standardwebhooks takes ours, with either secret while they change, and nothing that was altered on the way.</summary>
public sealed class When_a_library_of_others_verifies
{
    [Fact]
    public async Task It_takes_ours_and_nothing_that_was_altered()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var (id, old) = await told.Subscribe(receiver.Url, TellEvents.Delivered);
        await told.Pay("C-1", "E-1");
        await receiver.Until(static taken => taken.Length == 1);
        var fresh = (await told.Node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/secret")).Json.GetProperty("secret").GetString()!;
        await told.Pay("C-1", "E-2");
        var got = await receiver.Until(static taken => taken.Length == 2);

        var otherId = new Dictionary<string, string>(got[1].Headers) { ["webhook-id"] = "another" };
        var otherTime = new Dictionary<string, string>(got[1].Headers) { ["webhook-timestamp"] = got[0].Headers["webhook-timestamp"] + "0" };
        var said = await WebhooksPeer.Verify(
        [
            (old, got[0].Headers, got[0].Text), (old, got[1].Headers, got[1].Text), (fresh, got[1].Headers, got[1].Text),
            (fresh, got[0].Headers, got[0].Text), (fresh, got[1].Headers, got[1].Text.Replace("delivered", "failed", StringComparison.Ordinal)),
            (fresh, otherId, got[1].Text), (fresh, otherTime, got[1].Text),
        ]);
        Assert.Equal(7, said.Length);
        Assert.All(said[..3], static one => Assert.Equal(TellEvents.Delivered, one.GetProperty("type").GetString()));
        Assert.All(said[3..], static one => Assert.True(one.TryGetProperty("error", out _), one.ToString()));
    }
}
