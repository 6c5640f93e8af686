using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Customers;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Verify.SimSwaps;

namespace Tidings.Server.Tests.Verify.Guards;

public sealed class When_an_operator_tells_of_swapped_cards
{
    static readonly TimeSpan Week = TimeSpan.FromDays(7);
    static readonly Msisdn Number = new("447700900101");

    static Task<RealNode> Node(CamaraOperator camara) => RealNode.Start(null, [.. camara.Settings, RealNode.OnePerson]);

    static ValueTask<SwapAnswer> Ask(RealNode node, TimeSpan? within = null) => node.Services.GetRequiredService<ISimSwap>().Ask(Number, within ?? Week, TestContext.Current.CancellationToken);

    static IResult Date(string json) => Results.Text(json, "application/json");

    static string Ago(int days) => TimeProvider.System.GetUtcNow().AddDays(-days).ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    [Fact]
    public async Task It_is_asked_as_the_contract_says_with_one_token_for_many_questions()
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        Assert.Equal(SwapAnswer.NotSwapped, await Ask(node));
        camara.Swapped = Results.Json(new { swapped = true });
        Assert.Equal(SwapAnswer.Swapped, await Ask(node, TimeSpan.FromMinutes(61)));
        Assert.Equal(1, camara.Tokens);
        Assert.Equal(["""/sim-swap/v2/check {"phoneNumber":"\u002B447700900101","maxAge":168}""", """/sim-swap/v2/check {"phoneNumber":"\u002B447700900101","maxAge":2}"""], camara.Asked);
        // One that was taken back is asked for anew.
        camara.TakeTokenBack();
        Assert.Equal(SwapAnswer.Swapped, await Ask(node));
        Assert.Equal(2, camara.Tokens);
    }

    [Fact]
    public async Task Whether_there_is_an_answer_is_the_same_for_those_who_do_not_exist()
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        var question = node.Services.GetRequiredService<SwapQuestion>();
        var purpose = new Purpose { Id = "login", Template = "verify-login", SimSwap = new(Week, HoldStep.Deny, HoldStep.Wait) };
        ValueTask<SwapAnswer> Of(Msisdn? number) => question.Ask(purpose, number, TestContext.Current.CancellationToken);
        Assert.Equal(SwapAnswer.NotSwapped, await Of(null));
        camara.Swapped = null;
        Assert.Equal((SwapAnswer.Unknown, SwapAnswer.Unknown), (await Of(Number), await Of(null)));
        camara.Swapped = Results.Json(new { swapped = true });
        Assert.Equal((SwapAnswer.Swapped, SwapAnswer.NotSwapped), (await Of(Number), await Of(null)));
    }

    [Fact]
    public async Task Of_one_that_tells_only_when_the_time_counts_and_null_is_not_taken_for_never()
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        camara.Swapped = null;
        Assert.Equal(SwapAnswer.Unknown, await Ask(node));
        foreach (var (json, answer) in new[]
        {
            ($$"""{"latestSimChange":"{{Ago(6)}}"}""", SwapAnswer.Swapped), ($$"""{"latestSimChange":"{{Ago(8)}}"}""", SwapAnswer.NotSwapped), ($$"""{"latestSimChange":"{{Ago(6)}}","monitoredPeriod":120}""", SwapAnswer.Swapped),
            ("""{"latestSimChange":null}""", SwapAnswer.Unknown), ("{}", SwapAnswer.Unknown),
            ("""{"latestSimChange":null,"monitoredPeriod":7}""", SwapAnswer.NotSwapped), ("""{"latestSimChange":null,"monitoredPeriod":6}""", SwapAnswer.Unknown), ("""{"latestSimChange":null,"monitoredPeriod":null}""", SwapAnswer.Unknown),
            ("""{"latestSimChange":"lately"}""", SwapAnswer.Unknown), ("null", SwapAnswer.Unknown), ("<html>", SwapAnswer.Unknown),
        })
        {
            camara.Date = Date(json);
            Assert.Equal((json, answer), (json, await Ask(node)));
        }
    }

    [Fact]
    public async Task What_fails_once_is_asked_again_and_what_goes_on_failing_is_not_known()
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        camara.Failures = 1;
        Assert.Equal(SwapAnswer.NotSwapped, await Ask(node));
        foreach (var answer in new[] { CamaraOperator.Error(403, "PERMISSION_DENIED"), CamaraOperator.Error(422, "SERVICE_NOT_APPLICABLE"), CamaraOperator.Error(404, "IDENTIFIER_NOT_FOUND"), Results.Json(new { swapped = (bool?)null }), Results.Json(new { }), Results.Redirect("/elsewhere") })
        {
            camara.Swapped = answer;
            Assert.Equal(SwapAnswer.Unknown, await Ask(node));
        }
        Assert.Contains("Whether a SIM card was swapped could not be asked", node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("447700900101", node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("s+cret", node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_goes_by_what_it_says_and_whoever_is_unknown_costs_no_question()
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+447400123456"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/purposes", body: """
            {"purposes":[{"id":"pay","template":"verify-login","simSwap":{"within":"P7D","then":"step-up","whenUnknown":"wait"}},{"id":"login","template":"verify-login"}]}
            """)).Status);
        async Task<(int, string?)> Begin(string purpose, string customer)
        {
            var answer = await node.Send(HttpMethod.Post, "/v1/verifications", body: $$"""{"purpose":"{{purpose}}","customer":"{{customer}}"}""");
            return (answer.Status, answer.Status == 201 ? null : answer.Code);
        }
        Assert.Equal((201, null), await Begin("pay", "C-1"));
        camara.Swapped = Results.Json(new { swapped = true });
        Assert.Equal((409, "verification-means"), await Begin("pay", "C-1"));
        camara.Swapped = CamaraOperator.Error(422, "SERVICE_NOT_APPLICABLE");
        Assert.Equal((429, "verification-limited"), await Begin("pay", "C-1"));
        var questions = camara.Asked.Count;
        Assert.Equal(3, questions);
        await Begin("pay", "nobody");
        // A purpose that does not ask does not.
        Assert.Equal((201, null), await Begin("login", "C-1"));
        Assert.Equal(questions, camara.Asked.Count);
    }

    /// <summary>A payment names its account, and nobody calls for a code.</summary>
    [Theory, InlineData("deny"), InlineData("step-up"), InlineData("wait")]
    public async Task An_event_begins_nothing_by_a_swapped_card_and_its_record_says_why(string then)
    {
        await using var camara = await CamaraOperator.Start();
        await using var node = await Node(camara);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+447400123456"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["C-1"],"currency":"GBP"}""")).Status);
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""
            {"purposes":[{"id":"payment","template":"verify-payment","length":8,"binds":"payment","simSwap":{"within":"P7D","then":"{{then}}"},"begunBy":[{"on":"payment.initiated"}]}]}
            """);
        Assert.True(put.Status == 200, put.Text);
        Task<Answer> Pays(int id) => node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", $$$"""
            {"specversion":"1.0","id":"P-{{{id}}}","source":"/bank/core","type":"payment.initiated","data":{"account":"A-1","amount":{"amount":"12.50","currency":"GBP"},"counterparty":"Mill Cafe"}}
            """);
        var begun = await Pays(1);
        Assert.True(begun.Results[0].TryGetProperty("verification", out _), begun.Text);
        camara.Swapped = Results.Json(new { swapped = true });
        var held = await Pays(2);
        Assert.False(held.Results[0].TryGetProperty("verification", out _), held.Text);
        var found = (await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1","suppressed":true}""")).Text;
        Assert.Contains(then == "wait" ? "verification-limited" : "number-held", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_is_configured_nothing_is_known_and_a_wrong_address_stops_the_start()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(SwapAnswer.Unknown, await Ask(node));
        var check = new SimSwapCheck();
        Assert.True(check.Validate(null, new()).Succeeded);
        Assert.Equal(4, check.Validate(null, new() { Url = "http://api.operator.example" }).Failures!.Count());
        Assert.True(check.Validate(null, new() { Url = "https://api.operator.example", TokenUrl = "https://id.operator.example/token", ClientId = "bank", ClientSecret = "secret" }).Succeeded);
    }
}
