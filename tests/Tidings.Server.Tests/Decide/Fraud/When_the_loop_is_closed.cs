using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tests.Track.Replies;

using static Tidings.Server.Tests.Decide.Fraud.SeekingNode;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>The whole way over real sessions: a payment, the question on the phone, the answer, the webhook, and the next payment at the same terminal.</summary>
public sealed class When_the_loop_is_closed
{
    [Fact]
    public async Task No_is_told_at_once_opens_a_case_and_counts_for_the_next_payment_there()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        await told.Subscribe(receiver.Url, TellEvents.FraudAsked, TellEvents.FraudDenied, TellEvents.FraudConfirmed);
        var phone = new Handset(told, "447700900101");
        await Decision(told, "P-0", "C-2", 20);
        var before = Points(await Decision(told, "P-1", "C-2", 21));

        var asked = await Decision(told, "P-2", "C-1", 950);
        Assert.Equal(("ask", true), (asked.GetProperty("advice").GetString(), asked.GetProperty("judged").GetBoolean()));
        var id = asked.GetProperty("question").GetString()!;
        var text = await Text(phone, "Was this you?");
        Assert.Contains("SUN BOOKS", text, StringComparison.Ordinal);
        Assert.Equal("open", (await Question(told, id)).GetProperty("status").GetString());
        // Sent again it is the same question, and no second text.
        Assert.Equal(id, (await Decision(told, "P-2", "C-1", 950)).GetProperty("question").GetString());

        await phone.Write("No!! Not me");
        await Text(phone, "was not you");
        var letters = await receiver.Until(static taken => taken.Length == 2);
        Assert.Equal([TellEvents.FraudAsked, TellEvents.FraudDenied], letters.Select(static letter => letter.Type));
        var denied = letters[1].Data;
        Assert.Equal((id, "denied", "P-2"), (denied.GetProperty("question").GetString(), denied.GetProperty("answer").GetString(), denied.GetProperty("payment").GetProperty("id").GetString()));
        Assert.DoesNotContain("SUN BOOKS", letters[1].Text, StringComparison.Ordinal);
        Assert.Equal("denied", (await Question(told, id)).GetProperty("status").GetString());

        // Another customer, the same terminal.
        var after = await Decision(told, "P-3", "C-2", 22);
        Assert.True(Points(after) > before, $"{before} before, {Points(after)} after");
        Assert.Contains(after.GetProperty("reasons").EnumerateArray(), static reason => reason.GetString()!.Contains("terminal", StringComparison.Ordinal));
        // And elsewhere as before.
        Assert.Equal(before, Points(await Decision(told, "P-4", "C-2", 21, "T-99")), 10.0);

        var open = Assert.Single(await Cases(told, "open"));
        Assert.Equal((id, "C-1", "denied"), (open.GetProperty("id").GetString(), open.GetProperty("customer").GetString(), open.GetProperty("because").GetString()));
        var shown = (await told.Node.Send(HttpMethod.Get, $"/v1/fraud/cases/{id}")).Json;
        Assert.Equal("fraud-ask", shown.GetProperty("messages")[0].GetProperty("alert").GetString());
        Assert.Single(shown.GetProperty("replies").EnumerateArray());
        Assert.DoesNotContain("SUN BOOKS", told.Node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Not me", told.Node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_of_a_terminal_and_what_is_asked_outlive_a_restart()
    {
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Register("C-2", "+447700900102");
        var phone = new Handset(told, "447700900101");
        await Decision(told, "P-0", "C-2", 20);
        var first = (await Decision(told, "P-1", "C-1", 950)).GetProperty("question").GetString()!;
        await Text(phone, "Was this you?");
        await phone.Write("no");
        await Text(phone, "was not you");
        var second = (await Decision(told, "P-2", "C-1", 970, "T-OTHER")).GetProperty("question").GetString()!;
        await Text(phone, "MOON TOYS");
        var before = Points(await Decision(told, "P-3", "C-2", 21));

        await told.Restart();
        Assert.Equal("denied", (await Question(told, first)).GetProperty("status").GetString());
        Assert.Equal("open", (await Question(told, second)).GetProperty("status").GetString());
        // One payment more of his own, the same terminal: no less suspicious than before.
        Assert.True(Points(await Decision(told, "P-4", "C-2", 21)) > before - 5);
        await phone.Write("YES");
        await Text(phone, "was you");
        Assert.Equal("confirmed", (await Question(told, second)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_person_decides_above_what_the_customer_said_and_the_record_has_it()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await Seeking();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.FraudDenied, TellEvents.FraudConfirmed);
        var phone = new Handset(told, "447700900101");
        var id = (await Decision(told, "P-1", "C-1", 950)).GetProperty("question").GetString()!;
        await Text(phone, "Was this you?");
        await phone.Write("NO");
        await Text(phone, "was not you");
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/take")).Status);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/note", body: """{"text":"He had forgotten it."}""")).Status);
        Assert.Single(await Cases(told, "taken"));
        Assert.Equal(422, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/decide", body: """{"verdict":"maybe","why":"x"}""")).Status);
        Assert.Equal(422, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/decide", body: """{"verdict":"genuine"}""")).Status);
        var decided = await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/decide", body: """{"verdict":"genuine","why":"He called and remembers it"}""");
        Assert.True(decided.Status == 200, decided.Text);
        Assert.Equal(("decided", "genuine"), (decided.Json.GetProperty("case").GetProperty("state").GetString(), decided.Json.GetProperty("case").GetProperty("verdict").GetString()));
        Assert.Equal("confirmed", (await Question(told, id)).GetProperty("status").GetString());
        var letters = await receiver.Until(static taken => taken.Length == 2);
        Assert.Equal([TellEvents.FraudDenied, TellEvents.FraudConfirmed], letters.Select(static letter => letter.Type));
        Assert.Equal(409, (await told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/link", body: $$"""{"case":"{{id}}"}""")).Status);
        Assert.Equal(404, (await told.Node.Send(HttpMethod.Post, "/v1/fraud/cases/m0000000000001/take")).Status);
        var acts = await told.Node.Send(HttpMethod.Get, $"/v1/audit/acts?subject=fraud-case/{id}");
        Assert.Contains("case.decided", acts.Text, StringComparison.Ordinal);
        Assert.Contains("He called and remembers it", acts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_the_record_and_the_labels_say_the_same()
    {
        await using var told = await Seeking();
        for (var i = 0; i < 8; i++)
        {
            var customer = $"C-{i}";
            await told.Register(customer, $"+4477009002{i:00}");
            var id = (await Decision(told, $"P-{i}", customer, 950)).GetProperty("question").GetString()!;
            var phone = new Handset(told, $"4477009002{i:00}");
            await Text(phone, "Was this you?");
            await phone.Write("NO");
            await Text(phone, "was not you");
            var answers = await Task.WhenAll(((string[])["genuine", "fraud"]).Select(verdict => told.Node.Send(HttpMethod.Post, $"/v1/fraud/cases/{id}/decide", body: $$"""{"verdict":"{{verdict}}","why":"as found"}""")));
            Assert.All(answers, static answer => Assert.True(answer.Status is 200 or 409, answer.Text));
            var found = (await told.Node.Send(HttpMethod.Get, $"/v1/fraud/cases/{id}")).Json;
            // Who came second may have decided above the first: then both have it.
            if (answers.Any(static answer => answer.Status == 409))
                Assert.Equal(found.GetProperty("case").GetProperty("verdict").GetString() == "fraud" ? "denied" : "confirmed", found.GetProperty("question").GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task A_test_key_gets_no_opinion_on_a_node_whose_carrier_is_real()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson, ("Intake:AssignedNumbersOnly", "false"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/fraud/rules", body: Rules)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+447700900101"],"language":"en"}""")).Status);
        var key = (await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("tries") { Kind = Reach.Test }, [], TestContext.Current.CancellationToken)).Secret;
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var answer = await node.Send(HttpMethod.Post, "/v1/decisions", "application/cloudevents+json", Payment("P-1", "C-1", 950));
        Assert.True(answer.Status == 200, answer.Text);
        Assert.False(answer.Json.GetProperty("judged").GetBoolean());
        Assert.False(answer.Json.TryGetProperty("question", out _));
    }

    [Fact]
    public async Task Without_rules_that_seek_it_there_is_no_opinion_and_what_is_no_payment_is_refused()
    {
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var decision = await Decision(told, "P-1", "C-1", 950);
        Assert.Equal((false, "allow"), (decision.GetProperty("judged").GetBoolean(), decision.GetProperty("advice").GetString()));
        var login = await told.Node.Send(HttpMethod.Post, "/v1/decisions", "application/cloudevents+json", JsonSerializer.Serialize(new { specversion = "1.0", id = "L-1", source = "/bank", type = "security.login", time = TimeProvider.System.GetUtcNow(), data = new { customer = "C-1" } }));
        Assert.Equal(422, login.Status);
        Assert.Equal(404, (await told.Node.Send(HttpMethod.Get, "/v1/decisions/m0000000000001")).Status);
    }
}
