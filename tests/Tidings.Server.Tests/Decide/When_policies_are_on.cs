using System.Text.Json;
using Microsoft.Extensions.Options;
using Tidings.Server.Tests.Compose;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide;

public sealed class When_policies_are_on
{
    const string Ours = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"US","effect":"deny","classes":["transaction"],"when":[[{"field":"amount","op":"above","value":1000}]],"source":"our lawyer","confidence":"primary-text-read"},{"id":"OURS-2","jurisdiction":"US","effect":"limit","classes":["transaction"],"params":{"most":2,"window":"P1D"},"source":"our lawyer","confidence":"primary-text-read"}]}""";

    static string Settings(string policies) => $$"""{"name":"Northwind","sender":"Northwind","homeCountry":"GB","policies":{{policies}}}""";

    static string Payment(string id, string amount = "12.30") => Samples.Payment(id, Samples.PaymentData.Replace("12.30", amount, StringComparison.Ordinal));

    static async Task<RealNode> Node()
    {
        var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en","country":"US"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1"],"currency":"EUR"}""")).Status);
        return node;
    }

    static string Now(string json) =>
        json.Replace("2026-11-23T08:15:00Z", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    static async Task<JsonElement[]> Send(RealNode node, string payment)
    {
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Now(payment));
        Assert.True(answer.Status == 202, answer.Text);
        return [.. answer.Results[0].GetProperty("messages").EnumerateArray()];
    }

    [Fact]
    public async Task The_message_says_which_rules_it_was_held_against_and_an_event_why_nothing_was_sent()
    {
        await using var node = await Node();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/policies/ours", body: Ours)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings("""{"packs":["ours"]}"""))).Status);

        var id = Assert.Single(await Send(node, Payment("E-1"))).GetString();
        var message = await node.Send(HttpMethod.Get, $"/v1/messages/{id}");
        Assert.Contains("policy OURS-2: at most 2 in P1D (our lawyer)", message.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("text").GetString()));

        Assert.Empty(await Send(node, Payment("E-2", "1000.01")));
        Assert.Single(await Send(node, Payment("E-3", "13.30")));
        Assert.Empty(await Send(node, Payment("E-4", "14.30")));
        var events = (await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1"}""")).Text;
        Assert.Contains("policy OURS-1: such a text is not allowed (our lawyer)", events, StringComparison.Ordinal);
        Assert.Contains("\"policy-limit\"", events, StringComparison.Ordinal);
        Assert.Equal("US", (await node.Send(HttpMethod.Get, "/v1/customers/C-1")).Json.GetProperty("country").GetString());
    }

    [Fact]
    public async Task Saving_a_template_says_which_of_its_texts_a_pack_would_keep_back()
    {
        await using var node = await Node();
        const string ours = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-3","jurisdiction":"US","effect":"require","classes":["transaction"],"params":{"anyOf":["STOP"]},"source":"our lawyer","confidence":"primary-text-read"}]}""";
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/policies/ours", body: ours)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings("""{"packs":["ours"]}"""))).Status);
        static string Fee(string text) => $$$"""{"class":"transaction","bodies":{"en":"{{{text}}}","es":"{{ bank }}: STOP","tr":"{{ bank }}: STOP","hi":"{{ bank }}: STOP","ar":"{{ bank }}: STOP"}}""";
        var bad = await node.Send(HttpMethod.Put, "/v1/templates/fee", body: Fee("{{ bank }}: a fee."));
        Assert.True(bad.Status == 200, bad.Text);
        var finding = Assert.Single(bad.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(("OURS-3", "en"), (finding.GetProperty("rule").GetString(), finding.GetProperty("language").GetString()));
        Assert.Empty((await node.Send(HttpMethod.Put, "/v1/templates/fee", body: Fee("{{ bank }}: a fee. Reply STOP to end."))).Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task Trying_an_event_says_what_each_rule_says_and_leaves_nothing_behind()
    {
        await using var node = await Node();
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/policies/ours", body: Ours)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings("""{"packs":["ours","singapore"]}"""))).Status);
        for (var i = 0; i < 3; i++)
        {
            var tried = await node.Send(HttpMethod.Post, "/v1/policies/try", body: Now(Payment("E-1")));
            Assert.True(tried.Status == 200, tried.Text);
            Assert.Equal("card-payment-abroad", Assert.Single(tried.Json.GetProperty("messages").EnumerateArray()).GetProperty("alert").GetString());
            var rules = tried.Json.GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.GetProperty("rule").GetString()!, rule => (rule.GetProperty("holds").GetBoolean(), rule.GetProperty("why").GetString()));
            Assert.Equal((false, "the event does not meet its conditions"), rules["OURS-1"]);
            Assert.Equal((true, "policy OURS-2: at most 2 in P1D (our lawyer)"), rules["OURS-2"]);
            Assert.Equal((false, "the customer is in US, the rule is of SG"), rules["SG-SSIR-01"]);
            Assert.DoesNotContain("5005550006", tried.Text, StringComparison.Ordinal);
        }
        Assert.Single(await Send(node, Payment("E-1")));
        Assert.Equal(422, (await node.Send(HttpMethod.Post, "/v1/policies/try", body: Payment("E-1", "12.345678"))).Status);
        Assert.Equal(("data.customer", "unknown-customer"), Assert.Single((await node.Send(HttpMethod.Post, "/v1/policies/try",
            body: Samples.Event("E-1", "security.login", """{"customer":"C-9"}"""))).Errors));
    }

    [Fact]
    public async Task A_pack_is_a_document_like_the_others_and_settings_name_those_there_are()
    {
        await using var host = await BankHost.Start();
        var given = await host.Get("/v1/policies/us");
        Assert.Equal("\"0\"", given.Headers.ETag?.Tag);
        Assert.Equal((200, "\"1\""), (await host.Put("/v1/policies/us", given.Text, "\"0\"")) is var saved ? (saved.Status, saved.Headers.ETag?.Tag) : default);
        Assert.Equal((409, "conflict"), (await host.Put("/v1/policies/us", given.Text, "\"0\"")) is var late ? (late.Status, late.Code) : default);
        Assert.Equal(404, (await host.Get("/v1/policies/no-such")).Status);
        Assert.Contains(("id", "unknown-value"), (await host.Put("/v1/policies/theirs", Ours)).Errors);
        Assert.Contains(("rules[OURS-1].efect", "unknown-field"), (await host.Put("/v1/policies/ours", Ours.Replace("\"effect\":\"deny\"", "\"effect\":\"deny\",\"efect\":1", StringComparison.Ordinal))).Errors);
        Assert.Contains(("policies.packs[0]", "unknown-value"), (await host.Put("/v1/settings", Settings("""{"packs":["ours"]}"""))).Errors);

        Assert.Equal(200, (await host.Put("/v1/settings", Settings("""{"packs":["standards"]}"""))).Status);
        var packs = (await host.Get("/v1/policies")).Json.GetProperty("packs").EnumerateArray().ToDictionary(pack => pack.GetProperty("pack").GetProperty("id").GetString()!);
        Assert.True(packs["standards"].GetProperty("on").GetBoolean() && !packs["us"].GetProperty("on").GetBoolean());
        Assert.Equal(["NIST-OOB-03", "NIST-OOB-04"], packs["standards"].GetProperty("inForce").EnumerateArray().Select(rule => rule.GetString()));
        Assert.Equal("primary-text-read", packs["standards"].GetProperty("pack").GetProperty("rules")[0].GetProperty("confidence").GetString());
    }

    [Fact]
    public async Task Settings_outlive_a_pack_that_is_gone_and_the_log_names_it()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("tidings-policies").FullName, "ours.json");
        await File.WriteAllTextAsync(file, Ours, TestContext.Current.CancellationToken);
        var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"), ("Bank:PolicyFiles:0", file));
        try
        {
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings("""{"packs":["ours","us"]}"""))).Status);
            node = await node.Restart();
            var settings = (await node.Send(HttpMethod.Get, "/v1/settings")).Json;
            Assert.Equal(("Northwind", "us"), (settings.GetProperty("name").GetString(), Assert.Single(settings.GetProperty("policies").GetProperty("packs").EnumerateArray()).GetString()));
            Assert.Contains("There is no policy pack ours any more", node.Logs.All, StringComparison.Ordinal);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_file_of_the_banks_own_is_on_from_the_start_and_a_wrong_one_is_named_with_rule_and_field()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("tidings-policies").FullName, "ours.json");
        await File.WriteAllTextAsync(file, Ours, TestContext.Current.CancellationToken);
        await using (var node = await RealNode.Start(null, ("Bank:Policies:0", "ours"), ("Bank:PolicyFiles:0", file)))
            Assert.Contains("\"OURS-1\",\"OURS-2\"", (await node.Send(HttpMethod.Get, "/v1/policies")).Text, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Ours.Replace("\"most\"", "\"mots\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RealNode.Start(null, ("Bank:PolicyFiles:0", file)));
        Assert.Contains($"{file}: rules[OURS-2].params.most: It is missing. Add it.", refused.Failures);
        refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RealNode.Start(null, ("Bank:Policies:0", "no-such")));
        Assert.Contains("There is no policy pack with this id.", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }
}
