using System.Text.Json;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tests.Track.Replies;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>A node that seeks fraud, with payments at a terminal that others pay at too.</summary>
internal static class SeekingNode
{
    public const string Rules = """{"mode":"live","askAt":50,"highAmount":500,"currency":"EUR"}""";

    /// <summary>A node that seeks fraud.</summary>
    public static async Task<ToldNode> Seeking(string rules = Rules)
    {
        var told = await ToldNode.Start();
        var answer = await told.Node.Send(HttpMethod.Put, "/v1/fraud/rules", body: rules);
        Assert.True(answer.Status == 200, answer.Text);
        return told;
    }

    public static string Payment(string id, string customer, decimal amount, string terminal = "T-77", string type = "card.authorisation") => JsonSerializer.Serialize(new
    {
        specversion = "1.0", id, source = "/bank/cards", type, time = TimeProvider.System.GetUtcNow(), datacontenttype = "application/json",
        data = new { customer, status = "approved", amount = new { amount = amount.ToString(System.Globalization.CultureInfo.InvariantCulture), currency = "EUR" }, merchant = new { name = terminal == "T-77" ? "SUN BOOKS" : "MOON TOYS", country = "DE" }, cardLast4 = "4242", terminal },
    });

    public static async Task<JsonElement> Decision(ToldNode told, string id, string customer, decimal amount, string terminal = "T-77")
    {
        var answer = await told.Node.Send(HttpMethod.Post, "/v1/decisions", "application/cloudevents+json", Payment(id, customer, amount, terminal));
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    /// <summary>The next text that says so: the payment's own alerts come too.</summary>
    public static async Task<string> Text(Handset phone, string saying)
    {
        while (true)
            if ((await phone.Next()).Text is var text && text.Contains(saying, StringComparison.Ordinal))
                return text;
    }

    public static double Points(JsonElement decision) => decision.GetProperty("points").GetDouble();

    public static async Task<JsonElement> Question(ToldNode told, string id)
    {
        var answer = await told.Node.Send(HttpMethod.Get, $"/v1/decisions/{id}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    public static async Task<JsonElement[]> Cases(ToldNode told, string state)
    {
        var answer = await told.Node.Send(HttpMethod.Get, $"/v1/fraud/cases?state={state}");
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("cases").EnumerateArray()];
    }
}
