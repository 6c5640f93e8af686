using System.Text.Json.Nodes;
using Tidings.Server.Tests.Compose;

namespace Tidings.Server.Tests.Decide;

public sealed class When_alerts_and_settings_are_changed
{
    [Fact]
    public async Task An_alert_is_given_as_the_document_that_is_taken()
    {
        await using var host = await BankHost.Start();
        var given = await host.Get("/v1/alerts/fee");
        Assert.Equal("\"0\"", given.Headers.ETag?.Tag);
        var saved = await host.Put("/v1/alerts/fee", given.Text, "\"0\"");
        Assert.Equal((200, "\"1\""), (saved.Status, saved.Headers.ETag?.Tag));
        Assert.Equal((409, "conflict"), (await host.Put("/v1/alerts/fee", given.Text, "\"0\"")) is var late ? (late.Status, late.Code) : default);
        Assert.Equal(27, (await host.Get("/v1/alerts")).Json.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task An_alert_names_a_template_that_there_is()
    {
        await using var host = await BankHost.Start();
        var alert = JsonNode.Parse((await host.Get("/v1/alerts/fee")).Text)!;
        alert["template"] = "no-such";
        var refused = await host.Put("/v1/alerts/fee", alert.ToJsonString());
        Assert.Equal(422, refused.Status);
        Assert.Equal("alerts.fee.template", Assert.Single(refused.Errors).Field);
        Assert.Equal("\"0\"", (await host.Get("/v1/alerts/fee")).Headers.ETag?.Tag);
    }

    [Fact]
    public async Task An_id_that_is_not_the_addresss_is_refused_and_an_unknown_one_is_not_found()
    {
        await using var host = await BankHost.Start();
        var fee = (await host.Get("/v1/alerts/fee")).Text;
        Assert.Contains(("id", "unknown-value"), (await host.Put("/v1/alerts/salary", fee)).Errors);
        Assert.Equal(404, (await host.Get("/v1/alerts/no-such")).Status);
    }

    [Fact]
    public async Task Settings_are_changed_as_a_whole()
    {
        await using var host = await BankHost.Start();
        Assert.Equal("Northwind Bank", (await host.Get("/v1/settings")).Json.GetProperty("name").GetString());
        Assert.Equal(200, (await host.Put("/v1/settings", """{"name":"Southwind","sender":"Southwind","homeCountry":"TR","defaultLanguage":"tr","defaultTimeZone":"Europe/Istanbul"}""", "\"0\"")).Status);
        var now = await host.Get("/v1/settings");
        Assert.Equal(("Southwind", "tr", "\"1\""), (now.Json.GetProperty("name").GetString(), now.Json.GetProperty("defaultLanguage").GetString(), now.Headers.ETag?.Tag));
        var refused = await host.Put("/v1/settings", """{"name":"","sender":"much too long a sender","homeCountry":"Turkey"}""");
        Assert.Equal(["homeCountry", "name", "sender"], refused.Errors.Select(error => error.Field).Order());
    }

    [Fact]
    public async Task Nothing_is_shown_or_changed_without_a_key()
    {
        await using var host = await BankHost.Start();
        host.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await host.Get("/v1/settings")).Status);
        Assert.Equal(401, (await host.Put("/v1/templates/fee", "{}")).Status);
        Assert.Equal(401, (await host.Preview("{}")).Status);
    }
}
