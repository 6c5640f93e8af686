using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tidings.Acceptance.Tests;
using Tidings.Simulator.Tests.Phone;
using static Microsoft.Playwright.Assertions;

namespace Tidings.Client.Tests.Samples;

/// <summary>The demo, the sample bank before it as a process of its own, Chromium before that, and Ada's phone beside.</summary>
internal sealed partial class SampleBank : IAsyncDisposable
{
    /// <summary>Statuses that a browser complains of and that are meant.</summary>
    const string Meant = "422";

    readonly TidingsProcess _demo;
    readonly RunningSample _bank;
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly HttpClient _phone;
    long _seen;

    SampleBank(TidingsProcess demo, RunningSample bank, IPlaywright playwright, IBrowser browser, Uri phone, Uri address, IPage page)
    {
        (_demo, _bank, _playwright, _browser, Address, Page) = (demo, bank, playwright, browser, address, page);
        _phone = new() { BaseAddress = phone };
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains(Meant, StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public Uri Address { get; }
    public IPage Page { get; }

    /// <summary>What the browser does not like: breaches of the policy among it.</summary>
    public List<string> Complaints { get; } = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="script">Whether the browser runs any.</param>
    public static async Task<SampleBank> Open(bool script = true)
    {
        // A machine with much to do is slow, and nothing here is about how fast it is.
        SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        var demo = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic");
        var (phone, node, key) = await RunningSample.Doors(demo);
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RunningSample.FreePort()}"));
        var bank = new RunningSample("Bank", "meridian-bank", "", node.ToString(), key, "--urls", address.GetLeftPart(UriPartial.Authority));
        await bank.Until("Application started");
        var page = await browser.NewPageAsync(new() { JavaScriptEnabled = script, BaseURL = address.ToString() });
        return new(demo, bank, playwright, browser, phone, address, page);
    }

    /// <summary>Number and password; what comes then is another page.</summary>
    public async Task Knock(string password = "greenwich")
    {
        await Page.GotoAsync("/");
        await Page.GetByLabel("Customer number").FillAsync("C-1001");
        await Page.GetByLabel("Password").FillAsync(password);
        await Press("Log in");
    }

    public async Task LogIn()
    {
        await Knock();
        await Type(await Code(), "Log in");
        await Expect(Page.Locator("#balance")).ToBeVisibleAsync();
    }

    /// <summary>As far as the page of the approval.</summary>
    public async Task Order(string payee, string amount)
    {
        await Page.GotoAsync("/pay");
        await Page.GetByLabel("Who gets the money").FillAsync(payee);
        await Page.GetByLabel("Their account").FillAsync("GB33 BUKB 2020 1555 5555 55");
        await Page.GetByLabel("Amount in pounds").FillAsync(amount);
        await Press("Go on");
    }

    public async Task Type(string code, string button)
    {
        await Page.GetByLabel("Code from our text").FillAsync(code);
        await Press(button);
    }

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>The code of the next text to Ada that has one, off the Phone's inbox, as a bank's own tests read it.</summary>
    public async Task<string> Code() => Pattern().Match(await Text(static text => Pattern().IsMatch(text))).Value;

    /// <summary>The next text to Ada that satisfies.</summary>
    public async Task<string> Text(Func<string, bool> wanted)
    {
        while (true)
        {
            var answer = JsonDocument.Parse(await _phone.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/inbox?to=%2B447700900101&after={_seen}&wait=30s"), Cancel)).RootElement;
            Assert.True(answer.GetProperty("texts").GetArrayLength() > 0, "No text came.");
            foreach (var text in answer.GetProperty("texts").EnumerateArray())
            {
                _seen = text.GetProperty("id").GetInt64();
                if (text.GetProperty("text").GetString() is { } words && wanted(words))
                    return words;
            }
        }
    }

    public static string Wrong(string code) => code[..^1] + (code[^1] == '0' ? '1' : '0');

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _bank.Dispose();
        await _demo.DisposeAsync();
    }

    [GeneratedRegex("(?<![0-9.,])[0-9]{6,8}(?= is your code)")]
    private static partial Regex Pattern();
}
