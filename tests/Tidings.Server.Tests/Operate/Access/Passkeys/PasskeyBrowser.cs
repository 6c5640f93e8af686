using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Tidings.Simulator.Tests.Phone;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

/// <summary>Chromium on a page of an origin that is right or wrong, with authenticators that are its own: what they answer is WebAuthn as browsers speak it.</summary>
internal sealed class PasskeyBrowser : IAsyncDisposable
{
    readonly WebApplication _pages;
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly IPage _page;
    readonly ICDPSession _devices;

    PasskeyBrowser(WebApplication pages, IPlaywright playwright, IBrowser browser, IPage page, ICDPSession devices) =>
        (_pages, _playwright, _browser, _page, _devices) = (pages, playwright, browser, page, devices);

    /// <summary>The origin that the installation knows, and one that it does not, of the same domain.</summary>
    public string Origin => OriginOf(0);
    public string WrongOrigin => OriginOf(1);

    public static async Task<PasskeyBrowser> Start()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var pages = builder.Build();
        pages.MapGet("/", static () => Results.Content("<!doctype html><title>Sign in</title>", "text/html"));
        await pages.StartAsync(TestContext.Current.CancellationToken);
        var page = await browser.NewPageAsync();
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var made = new PasskeyBrowser(pages, playwright, browser, page, devices);
        await made.Open(made.Origin);
        return made;
    }

    public Task Open(string origin) => _page.GotoAsync(origin + "/");

    /// <summary>A device that verifies its user.</summary>
    public async Task<string> AddDevice() => (await _devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
    {
        ["options"] = new Dictionary<string, object>
        {
            ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        },
    }))!.Value.GetProperty("authenticatorId").GetString()!;

    public Task VerifiesNobody(string device) =>
        _devices.SendAsync("WebAuthn.setUserVerified", new Dictionary<string, object> { ["authenticatorId"] = device, ["isUserVerified"] = false });

    public Task RemoveDevice(string device) => _devices.SendAsync("WebAuthn.removeVirtualAuthenticator", new Dictionary<string, object> { ["authenticatorId"] = device });

    /// <summary>The passkey of a device with its private key, as a thief would copy it.</summary>
    public async Task<Dictionary<string, object>> Copy(string device)
    {
        var found = (await _devices.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object> { ["authenticatorId"] = device }))!.Value.GetProperty("credentials")[0];
        string[] texts = ["credentialId", "rpId", "privateKey", "userHandle"];
        var copy = texts.ToDictionary(static name => name, name => (object)found.GetProperty(name).GetString()!);
        (copy["isResidentCredential"], copy["signCount"]) = (true, found.GetProperty("signCount").GetInt32());
        return copy;
    }

    public Task Put(string device, Dictionary<string, object> credential) =>
        _devices.SendAsync("WebAuthn.addCredential", new Dictionary<string, object> { ["authenticatorId"] = device, ["credential"] = credential });

    public Task<JsonElement> Create(string options) => _page.EvaluateAsync<JsonElement>(
        "async options => (await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options)) })).toJSON()", options);

    public Task<JsonElement> Get(string options) => _page.EvaluateAsync<JsonElement>(
        "async options => (await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options)) })).toJSON()", options);

    string OriginOf(int index) => _pages.Urls.ElementAt(index).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _pages.DisposeAsync();
    }
}
