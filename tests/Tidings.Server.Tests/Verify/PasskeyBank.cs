using System.Text.Json;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Operate.Access.Passkeys;

namespace Tidings.Server.Tests.Verify;

/// <summary>A bank whose customers have passkeys: a whole node, and Chromium on the bank's page with authenticators of its own.</summary>
internal sealed class PasskeyBank : IAsyncDisposable
{
    public const string Rent = ""","session":"s-1","payment":{"amount":{"amount":"950.00","currency":"GBP"},"payee":"Mill Cafe","account":"GB33BUKB20201555555555"}""";

    const string Limits = """{"wrong":{"most":100},"customer":{"most":100}}""";

    PasskeyBank(ProvenNode bank, PasskeyBrowser browser) => (Bank, Browser) = (bank, browser);

    public ProvenNode Bank { get; }
    public PasskeyBrowser Browser { get; }

    public static async Task<PasskeyBank> Start()
    {
        var browser = await PasskeyBrowser.Start();
        var bank = await ProvenNode.Start(("CustomerPasskeys:RelyingPartyId", "localhost"), ("CustomerPasskeys:Origins:0", browser.Origin));
        await Offer(bank.Node);
        return new(bank, browser);
    }

    /// <summary>Purposes of which payment and login take passkeys before texts, and key passkeys alone.</summary>
    public static async Task Offer(RealNode node)
    {
        var put = await node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""
            {"purposes":[{"id":"payment","template":"verify-payment","length":8,"binds":"payment","means":["passkey","sms"]},{"id":"login","template":"verify-login","means":["passkey","sms"]},
            {"id":"key","template":"verify-login","means":["passkey"]}],"limits":{{Limits}}}
            """);
        Assert.True(put.Status == 200, put.Text);
    }

    public async Task<(string Id, string Creation)> Enrol(string more = "", string customer = "C-1")
    {
        var made = await Bank.Node.Send(HttpMethod.Post, $"/v1/customers/{customer}/authenticators", body: $$"""{"means":"passkey"{{more}}}""");
        Assert.True(made.Status == 201, made.Text);
        return (made.Json.GetProperty("id").GetString()!, made.Json.GetProperty("creation").GetRawText());
    }

    /// <summary>On the device that the browser has, made and confirmed. Its id.</summary>
    public async Task<string> Confirmed(string customer = "C-1")
    {
        var (id, creation) = await Enrol(customer: customer);
        var answer = await Confirm(id, await Browser.Create(creation), customer);
        Assert.Equal((200, """{"confirmed":true,"triesLeft":0}"""), (answer.Status, answer.Text));
        return id;
    }

    public Task<Answer> Confirm(string id, JsonElement credential, string customer = "C-1") =>
        Bank.Node.Send(HttpMethod.Post, $"/v1/customers/{customer}/authenticators/{id}/confirm", body: $$"""{"credential":{{credential.GetRawText()}}}""");

    /// <summary>Its id, and what the page gives the browser.</summary>
    public async Task<(string Id, string Options)> Begin(string more = Rent, string purpose = "payment")
    {
        var begun = await Bank.Send(HttpMethod.Post, "", $$"""{"purpose":"{{purpose}}","customer":"C-1"{{more}}}""");
        Assert.True(begun.Status == 201, begun.Text);
        Assert.Equal("passkey", begun.Json.GetProperty("means").GetString());
        return (begun.Json.GetProperty("id").GetString()!, begun.Json.GetProperty("passkey").GetRawText());
    }

    public Task<Answer> Check(string id, JsonElement credential, string more = Rent, string purpose = "payment") =>
        Bank.Send(HttpMethod.Post, $"/{id}/check", $$"""{"credential":{{credential.GetRawText()}},"purpose":"{{purpose}}"{{more}}}""");

    public static bool Approved(Answer answer) => answer.Status == 200 && answer.Json.GetProperty("approved").GetBoolean();

    public async ValueTask DisposeAsync()
    {
        await Bank.DisposeAsync();
        await Browser.DisposeAsync();
    }
}
