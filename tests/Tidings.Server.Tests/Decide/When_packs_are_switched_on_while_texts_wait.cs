using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Decide;

/// <summary>A whole node with the simulator as its carrier; what waits is of a class that is paused.</summary>
public sealed class When_packs_are_switched_on_while_texts_wait
{
    const string Ours = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"GB","effect":"deny","classes":["transaction"],"source":"our lawyer","confidence":"primary-text-read"}]}""";
    const string On = """{"name":"Your bank","sender":"YourBank","homeCountry":"GB","policies":{"packs":["ours"]}}""";

    static async Task Answered(ToldNode told, HttpMethod method, string path, string body)
    {
        var answer = await told.Node.Send(method, path, body: body);
        Assert.True(answer.Status == 200, answer.Text);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task What_they_deny_does_not_leave_and_what_they_do_not_does(bool restart)
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        // By his profile he is under another law than his number says.
        await told.Register("C-2", "+447700900102", ",\"country\":\"FR\"");
        await Answered(told, HttpMethod.Post, "/v1/classes/transaction/pause", """{"reason":"until the test goes on"}""");
        var (denied, allowed) = (await told.Pay("C-1", "E-1"), await told.Pay("C-2", "E-2"));
        await Answered(told, HttpMethod.Put, "/v1/policies/ours", Ours);
        await Answered(told, HttpMethod.Put, "/v1/settings", On);
        if (restart)
            await told.Restart();
        await Answered(told, HttpMethod.Post, "/v1/classes/transaction/resume", """{"reason":"the test goes on"}""");
        await told.UntilDelivered(allowed);
        var message = (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{denied}")).Json;
        while (message.GetProperty("state").GetString() == "queued")
            message = (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{denied}")).Json;
        Assert.Equal("technical-failure", message.GetProperty("state").GetString());
        Assert.Equal(["stored", "withheld"], message.GetProperty("timeline").EnumerateArray().Select(static entry => entry.GetProperty("code").GetString()));
        Assert.Contains("is withheld at the exit: policy OURS-1: such a text is not allowed (our lawyer)", told.Node.Logs.All, StringComparison.Ordinal);
        Assert.Single(told.Smsc.Inbox.Texts("447700900102"));
        Assert.Empty(told.Smsc.Inbox.Texts("447700900101"));
    }
}
