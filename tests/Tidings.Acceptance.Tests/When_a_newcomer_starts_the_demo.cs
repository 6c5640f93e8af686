using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests;

public sealed class When_a_newcomer_starts_the_demo
{
    [Fact]
    public async Task His_own_event_is_a_text_on_the_phone_once_and_its_message_tells_its_story()
    {
        await using var demo = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic");
        var phone = new Uri((await demo.ReadUntil(static line => line.Contains("Phone ", StringComparison.Ordinal))).Split("Phone ")[1].Trim());
        var api = new Uri((await demo.ReadUntil(static line => line.Contains("API ", StringComparison.Ordinal))).Split("API ")[1].Trim().Split(' ')[0]);
        var key = (await demo.ReadUntil(static line => line.Contains("API key ", StringComparison.Ordinal))).Split("API key ")[1].Trim();
        var cancel = TestContext.Current.CancellationToken;
        using var bank = new HttpClient { BaseAddress = api };
        bank.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var inbox = new HttpClient { BaseAddress = phone };

        var first = await Send(bank, "mine-1");
        Assert.Equal("accepted", (string?)first["status"]);
        var message = (string)first["messages"]![0]!;
        var text = await TextAbout(inbox, "Corner Bakery 77");
        Assert.Contains("12.30", text);

        var again = await Send(bank, "mine-1");
        Assert.Equal("duplicate", (string?)again["status"]);

        var found = await Delivered(bank, message);
        Assert.Equal("delivered", (string?)found["state"]);
        Assert.NotEmpty(found["timeline"]!.AsArray());
        Assert.NotEmpty(found["reasons"]!.AsArray());
        Assert.DoesNotContain("Corner", found.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("447700900101", found.ToJsonString(), StringComparison.Ordinal);
        using var why = new StringContent("""{"reason":"the customer asks what we sent"}""", Encoding.UTF8, "application/json");
        using var revealed = await bank.PostAsync($"/v1/messages/{message}/reveal", why, cancel);
        Assert.Equal(text, (string?)JsonNode.Parse(await revealed.Content.ReadAsStringAsync(cancel))!["text"]);

        var texts = (await inbox.GetFromJsonAsync<JsonObject>("/inbox", cancel))!["texts"]!.AsArray();
        Assert.Single(texts, static t => ((string)t!["text"]!).Contains("Corner Bakery 77", StringComparison.Ordinal));
        Assert.Equal(0, await demo.Terminate());
    }

    static async Task<JsonNode> Send(HttpClient bank, string id)
    {
        using var body = new StringContent($$$$"""
            {"specversion":"1.0","id":"{{{{id}}}}","source":"/me","type":"account.transaction.posted",
             "data":{"account":"A-1001","kind":"card-payment","amount":{"amount":"12.30","currency":"GBP"},"merchant":{"name":"Corner Bakery 77"}}}
            """, Encoding.UTF8, "application/cloudevents+json");
        using var answer = await bank.PostAsync("/v1/events", body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["results"]![0]!;
    }

    static async Task<string> TextAbout(HttpClient inbox, string words)
    {
        for (var after = ""; ;)
        {
            var page = (await inbox.GetFromJsonAsync<JsonObject>($"/inbox?to=%2B447700900101&wait=10s{after}", TestContext.Current.CancellationToken))!;
            var texts = page["texts"]!.AsArray();
            Assert.NotEmpty(texts);
            foreach (var text in texts)
            {
                if (((string)text!["text"]!).Contains(words, StringComparison.Ordinal))
                    return (string)text["text"]!;
            }
            after = $"&after={page["cursor"]}";
        }
    }

    static async Task<JsonObject> Delivered(HttpClient bank, string message)
    {
        while (true)
        {
            var found = (await bank.GetFromJsonAsync<JsonObject>($"/v1/messages/{message}", TestContext.Current.CancellationToken))!;
            if ((string?)found["state"] is not ("queued" or "sent"))
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
