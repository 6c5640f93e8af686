using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>The one exit of a whole node, with what is in force there: its templates, its settings, its carriers.</summary>
public sealed class When_a_text_may_not_leave_a_node
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Message Text(ToldNode told, string template, string text) => new()
    {
        Alert = "card-payment", Class = MessageClass.Transaction, Template = template, To = new("447700900101"),
        From = told.Node.Services.GetRequiredService<RulebookHolder>().Pipeline.Rulebook.Bank.Sender, Text = text,
        ValidUntil = TimeProvider.System.GetUtcNow().AddHours(1), Reasons = [],
    };

    /// <summary>As a mistake before the exit would: what no decision made is offered to delivery.</summary>
    [Theory]
    [InlineData("card-payment/en/99"), InlineData("no-such/en/1")]
    public async Task One_that_no_approved_version_wrote_stays_and_its_neighbours_leave(string template)
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        var (dispatch, last) = (told.Node.Services.GetRequiredService<IDispatch>(), default(MessageId));
        foreach (var (of, text) in (ReadOnlySpan<(string, string)>)[("card-payment/en/1", "first"), (template, "nobody's"), ("card-payment/en/1", "last")])
            dispatch.Offer(Carriers.Main, last = MessageId.Next(last, TimeProvider.System.GetUtcNow(), 0, 1), "C-1", Text(told, of, text));
        while (told.Smsc.Inbox.Texts().Count < 2)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        Assert.Equal(["first", "last"], told.Smsc.Inbox.Texts().Select(static text => text.Text));
        Assert.Contains("is withheld at the exit: no-template", told.Node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_keys_that_waits_does_not_leave_once_the_carrier_is_said_to_be_real()
    {
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel);
        (string, string)[] Settings(bool simulator, int port) =>
        [
            ("environment", "Development"), ("Carrier:Simulator", simulator ? "true" : "false"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", port.ToString(CultureInfo.InvariantCulture)),
            ("Intake:AssignedNumbersOnly", "false"),
        ];
        // Nothing listens there: what is decided waits.
        var node = await RealNode.Start(null, Settings(simulator: true, port: 1));
        string waiting;
        try
        {
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada","phones":["+447700900101"],"language":"en"}""")).Status);
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1"],"currency":"EUR"}""")).Status);
            var key = (await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("t") { Kind = Reach.Test }, [], Cancel)).Secret;
            node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            waiting = Assert.Single((await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment())).Results[0].GetProperty("messages").EnumerateArray()).GetString()!;
        }
        finally
        {
            await node.Stop();
        }
        await using var again = await RealNode.Start(node.Folder, Settings(simulator: false, smsc.SmppPort));
        Answer found;
        do
            found = await again.Send(HttpMethod.Get, $"/v1/messages/{waiting}");
        while (found.Json.GetProperty("state").GetString() == "queued");
        Assert.Equal("technical-failure", found.Json.GetProperty("state").GetString());
        Assert.Contains("withheld", found.Text, StringComparison.Ordinal);
        Assert.Contains("is withheld at the exit: test-key", again.Logs.All, StringComparison.Ordinal);
        Assert.Empty(smsc.Inbox.Texts());
    }
}
