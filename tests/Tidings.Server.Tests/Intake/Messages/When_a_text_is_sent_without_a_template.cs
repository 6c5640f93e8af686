using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Access;

namespace Tidings.Server.Tests.Intake.Messages;

public sealed class When_a_text_is_sent_without_a_template
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Reason = "branch closed by a flood";

    /// <summary>A node where it is switched on, a customer, and the key of a system that may.</summary>
    static async Task<(RealNode Node, AuthenticationHeaderValue Usual)> Start(string on = "true", Scope scopes = Scope.MessagesAdHoc, string profile = """{"name":"Ada","phones":["+447700900101"],"language":"en","timeZone":"Europe/London"}""")
    {
        var node = await RealNode.Start(null, ("Intake:AdHocMessages", on), ("Intake:AssignedNumbersOnly", "false"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/ada", body: profile)).Status);
        var usual = node.Client.DefaultRequestHeaders.Authorization!;
        var made = await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("branches") { Scopes = scopes }, [], Cancel);
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", made.Secret);
        return (node, usual);
    }

    static Task<Answer> Send(RealNode node, string id = "m-1", string text = "Our branch in Leeds is closed today.", string customer = "ada", string? reason = Reason, string? validity = null) =>
        node.Send(HttpMethod.Post, "/v1/messages", body: JsonSerializer.Serialize(new { id, customer, text, reason, validity }));

    [Fact]
    public async Task It_is_one_message_of_a_class_of_its_own_that_names_who_sent_it_and_why()
    {
        var (node, usual) = await Start();
        await using var _ = node;
        var answer = await Send(node, validity: "04:00:00");
        Assert.Equal((202, "accepted"), (answer.Status, answer.Json.GetProperty("status").GetString()));
        var caller = (await node.Send(HttpMethod.Get, "/v1/me")).Json.GetProperty("identity").GetString();
        node.Client.DefaultRequestHeaders.Authorization = usual;
        var id = answer.Json.GetProperty("message").GetString();
        var message = (await node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json;
        Assert.Equal(("ad-hoc", "ad-hoc", "ad-hoc"), (message.GetProperty("class").GetString(), message.GetProperty("alert").GetString(), message.GetProperty("template").GetString()));
        Assert.Contains(message.GetProperty("reasons").EnumerateArray(), reason =>
            reason.GetProperty("code").GetString() == "ad-hoc" && reason.GetProperty("text").GetString() == $"sent by {caller}: {Reason}");
        var revealed = (await node.Send(HttpMethod.Post, $"/v1/messages/{id}/reveal", body: """{"reason":"the test looks at it"}""")).Json;
        Assert.Equal("Our branch in Leeds is closed today.", revealed.GetProperty("text").GetString());
    }

    [Fact]
    public async Task That_it_was_asked_for_is_in_the_record_of_acts_and_its_text_is_in_no_log()
    {
        var (node, _) = await Start();
        await using var __ = node;
        await Send(node);
        var acts = await node.Services.GetRequiredService<IStore>().ReadDocuments("act", false, Cancel);
        var act = Assert.Single(acts, static row => Encoding.UTF8.GetString(row.Body.Span).Contains("message.ad-hoc", StringComparison.Ordinal));
        Assert.Contains(Reason, Encoding.UTF8.GetString(act.Body.Span), StringComparison.Ordinal);
        Assert.Contains("customer-token/", Encoding.UTF8.GetString(act.Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain("Leeds", Encoding.UTF8.GetString(act.Body.Span) + node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_again_under_its_id_it_is_told_once()
    {
        var (node, _) = await Start();
        await using var __ = node;
        Assert.Equal(202, (await Send(node)).Status);
        var again = await Send(node);
        Assert.Equal((200, "duplicate"), (again.Status, again.Json.GetProperty("status").GetString()));
        Assert.Equal(202, (await Send(node, "m-2")).Status);
    }

    [Fact]
    public async Task Switched_off_as_it_is_by_default_it_is_refused()
    {
        Assert.False(new Server.Intake.IntakeOptions().AdHocMessages);
        var (node, _) = await Start("false");
        await using var __ = node;
        Assert.Equal((403, "forbidden"), ((await Send(node)).Status, (await Send(node)).Code));
    }

    [Fact]
    public async Task Only_a_key_that_was_given_the_scope_by_name_may_and_none_for_tests()
    {
        var (node, usual) = await Start();
        await using var _ = node;
        node.Client.DefaultRequestHeaders.Authorization = usual;
        Assert.Equal(403, (await Send(node)).Status);
        var keys = node.Services.GetRequiredService<ApiKeys>();
        foreach (var kind in (ReadOnlySpan<Reach>)[Reach.Team, Reach.Test])
            Assert.NotNull(keys.WhyNot(new("k") { Kind = kind, Scopes = Scope.MessagesAdHoc }));
        Assert.All(Roles.Table.Values, static scopes => Assert.False(scopes.HasFlag(Scope.MessagesAdHoc)));
        // Over the API too a system gives no more than it has.
        Assert.Equal(422, (await node.Send(HttpMethod.Post, "/v1/keys", body: """{"name":"more","kind":"live","scopes":["messages:adhoc"]}""")).Status);
    }

    [Theory]
    [InlineData("", "text", "missing")]
    [InlineData("See https://bank.example", "text", "link")]
    [InlineData("See bank.example.com today", "text", "link")]
    [InlineData("Card 4111 1111 1111 1111", "text", "card-number")]
    [InlineData("Pay \u202e00.1 GBP", "text", "control-character")]
    [InlineData("Special offer for you", "text", "promotional")]
    [InlineData("Kampanya bugün", "text", "promotional")]
    public async Task A_text_that_breaks_a_rule_is_refused_by_its_field(string text, string field, string code)
    {
        var (node, _) = await Start();
        await using var __ = node;
        Assert.Equal((422, (field, code)), await Refused(Send(node, text: text)));
    }

    [Fact]
    public async Task Whatever_else_is_wrong_is_refused_by_its_field_too()
    {
        var (node, _) = await Start();
        await using var __ = node;
        Assert.Equal((422, ("text", "too-long")), await Refused(Send(node, text: new string('x', 460))));
        Assert.Equal(202, (await Send(node, "longest", text: new string('x', 459))).Status);
        Assert.Equal((422, ("reason", "missing")), await Refused(Send(node, reason: null)));
        Assert.Equal((422, ("reason", "range")), await Refused(Send(node, reason: "short")));
        Assert.Equal((422, ("id", "format")), await Refused(Send(node, id: "")));
        Assert.Equal((422, ("validity", "range")), await Refused(Send(node, validity: "00:00:59")));
        Assert.Equal((422, ("validity", "range")), await Refused(Send(node, validity: "7.00:00:01")));
        Assert.Equal((422, ("data.customer", "unknown-customer")), await Refused(Send(node, customer: "nobody")));
        Assert.Equal("invalid-json", (await node.Send(HttpMethod.Post, "/v1/messages", body: """{"id":"1","customer":"ada","text":"\ud800","reason":"12345678"}""")).Code);
    }

    static async Task<(int, (string, string))> Refused(Task<Answer> sending)
    {
        var answer = await sending;
        return (answer.Status, Assert.Single(answer.Errors));
    }

    [Fact]
    public async Task A_customer_who_has_switched_it_off_gets_none_and_it_is_recorded()
    {
        var (node, usual) = await Start(profile: """{"name":"Ada","phones":["+447700900101"],"language":"en","preferences":[{"alert":"ad-hoc","enabled":false}]}""");
        await using var _ = node;
        Assert.Equal("suppressed", (await Send(node)).Json.GetProperty("status").GetString());
        node.Client.DefaultRequestHeaders.Authorization = usual;
        var found = (await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"eventId":"m-1"}""")).Json.GetProperty("events")[0];
        Assert.Equal("switched-off", found.GetProperty("suppressions")[0].GetProperty("reason").GetProperty("code").GetString());
    }
}
