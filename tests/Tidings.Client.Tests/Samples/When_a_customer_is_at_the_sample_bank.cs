using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Tidings.Client.Tests.Samples;

/// <summary>samples/Bank against the demo, in Chromium: from the request to the code off the phone to the approval.</summary>
public sealed class When_a_customer_is_at_the_sample_bank
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A line or page that does not come would keep the test waiting: it ends then.
    [Fact(Timeout = 300_000)]
    public async Task A_payment_is_asked_for_approved_by_the_code_on_the_phone_and_made_once()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var bank = await SampleBank.Open();
        var page = bank.Page;
        await bank.Knock("wrong");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not fit together");

        // A browser that was not seen before.
        await bank.Knock();
        var code = await bank.Code();
        Assert.Equal(6, code.Length);
        await bank.Type(SampleBank.Wrong(code), "Log in");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the code that we sent. You have 4 tries left.");
        await bank.Type(code, "Log in");
        await Expect(page.Locator("#balance")).ToHaveTextAsync("£2,480.15");
        Assert.Contains("Chrome on Linux", await bank.Text(static text => !text.Contains(" is your code", StringComparison.Ordinal) && !text.Contains("Corner Bakery", StringComparison.Ordinal)), StringComparison.Ordinal);

        await bank.Order("Mill Cafe", "950");
        await Expect(page.Locator("#amount")).ToHaveTextAsync("£950.00");
        await Expect(page.Locator("#payee")).ToHaveTextAsync("Mill Cafe");
        var input = page.GetByLabel("Code from our text");
        Assert.Equal(("one-time-code", "numeric", "true"), (await input.GetAttributeAsync("autocomplete"), await input.GetAttributeAsync("inputmode"), await input.EvaluateAsync<string>("one => String(one === document.activeElement)")));
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send a new code in [0-9]+ s$") })).ToBeDisabledAsync();
        // The browser itself asks for what is no code at all.
        await bank.Type("no code", "Pay £950.00");
        Assert.True(await input.EvaluateAsync<bool>("one => one.validity.patternMismatch"));

        code = await bank.Code();
        Assert.Equal(8, code.Length);
        await bank.Type(SampleBank.Wrong(code), "Pay £950.00");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the code that we sent. You have 4 tries left.");
        await Expect(input).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(input).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("8 digits.*You have 4 tries left"));
        await bank.Type($"{code[..4]} {code[4..]}", "Pay £950.00");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("£950.00 is on its way");

        // It stays paid once, however often the page is asked for.
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to your account" }).ClickAsync();
        await Expect(page.Locator("#balance")).ToHaveTextAsync("£1,530.15");
        await Expect(page.Locator(".entries li").First).ToContainTextAsync("Mill Cafe");
        await Expect(page.Locator(".entries li").First).ToContainTextAsync("−£950.00");
        await Expect(page.Locator(".entries li")).ToHaveCountAsync(5);

        // A browser that is known needs no code.
        await bank.Press("Log out");
        await bank.Knock();
        await Expect(page.Locator("#balance")).ToBeVisibleAsync();

        Assert.All((await page.Context.CookiesAsync()), static cookie => Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Strict }, cookie.Name));
        Assert.Empty(bank.Complaints);
    }

    /// <summary>Somebody in the browser changes what is sent behind what is shown: the code was sent for another payment.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_payment_that_is_changed_before_its_approval_is_not_made()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var bank = await SampleBank.Open();
        await bank.LogIn();
        foreach (var (field, value) in (IEnumerable<(string, string)>)[("amount", "951.00"), ("payee", "Mill Café"), ("account", "GB33BUKB20201555555556")])
        {
            await bank.Order("Mill Cafe", "950.00");
            await bank.Page.Locator($"input[type=hidden][name={field}]").EvaluateAsync("(one, value) => { one.value = value; }", value);
            await bank.Type(await bank.Code(), "Pay £950.00");
            await Expect(bank.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This is not the payment you were asked about");
            await Expect(bank.Page.GetByText("Nothing was paid.")).ToBeVisibleAsync();
        }
        await bank.Page.GotoAsync("/account");
        await Expect(bank.Page.Locator("#balance")).ToHaveTextAsync("£2,480.15");
        await Expect(bank.Page.Locator(".entries li")).ToHaveCountAsync(4);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_script_all_of_it_works_and_each_way_out_says_that_nothing_was_paid()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var bank = await SampleBank.Open(script: false);
        var page = bank.Page;
        await bank.LogIn();

        await bank.Order("Mill Cafe", "9999");
        await Expect(page.GetByLabel("Amount in pounds")).ToHaveAccessibleDescriptionAsync("You have £2,480.15: that is not enough.");

        await bank.Order("Mill Cafe", "10");
        await bank.Code();
        await bank.Press("Send a new code");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("We sent a code a moment ago. Another can be sent in ");
        await bank.Press("Not you? Cancel");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Cancelled");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Cancelled");

        await bank.Order("Mill Cafe", "12.30");
        var code = await bank.Code();
        for (var left = 4; left > 0; left--)
        {
            await bank.Type(SampleBank.Wrong(code), "Pay £12.30");
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(left == 1 ? "one try left" : $"{left} tries left");
        }
        await bank.Type(SampleBank.Wrong(code), "Pay £12.30");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Too many wrong codes");

        await bank.Order("Corner Bakery", "4.20");
        await bank.Type(await bank.Code(), "Pay £4.20");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("£4.20 is on its way");

        // The fifth code in a quarter of an hour was sent; another is not.
        await bank.Order("Corner Bakery", "4.30");
        await bank.Page.GotoAsync("/pay");
        await bank.Order("Corner Bakery", "4.40");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have had several codes in a short time. Please try again in ");
    }

    /// <summary>Chromium on a desk has no WebOTP: a phone's is played to the page.</summary>
    [Fact(Timeout = 300_000)]
    public async Task A_code_that_the_phone_offers_is_filled_in_and_sent_by_the_customer_alone()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var bank = await SampleBank.Open();
        await bank.Page.AddInitScriptAsync(
            "window.OTPCredential = class {}; Object.defineProperty(navigator.credentials, 'get', { value: asked => { window.asked = asked.otp.transport[0]; return Promise.resolve({ code: '12345678' }); } });");
        await bank.Knock();
        await bank.Code();
        await Expect(bank.Page.GetByLabel("Code from our text")).ToHaveValueAsync("12345678");
        Assert.Equal("sms", await bank.Page.EvaluateAsync<string>("() => window.asked"));
        await Expect(bank.Page.GetByRole(AriaRole.Button, new() { Name = "Log in" })).ToBeFocusedAsync();
        await Expect(bank.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login/code$"));
        Assert.Empty(bank.Complaints);
        // What is inline would be seen by these tests.
        await bank.Page.EvaluateAsync("() => document.body.setAttribute('style', 'color: red')");
        await Expect(bank.Page.GetByText("Is it you, Ada?")).ToBeVisibleAsync();
        Assert.Contains(bank.Complaints, static complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_no_page_of_the_bank_has_posted_is_not_taken_and_pages_are_framed_and_kept_nowhere()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var bank = await SampleBank.Open();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = bank.Address };
        using var form = new FormUrlEncodedContent([new("customer", "C-1001"), new("password", "greenwich")]);
        using var refused = await http.PostAsync("/login", form, Cancel);
        Assert.Equal((302, "/"), ((int)refused.StatusCode, refused.Headers.Location?.ToString()));
        Assert.Contains("That page was too old", await http.GetStringAsync("/", Cancel), StringComparison.Ordinal);
        foreach (var path in (string[])["/account", "/pay", "/pay/0", "/login/code"])
        {
            using var closed = await http.GetAsync(path, Cancel);
            Assert.Equal((302, "/"), ((int)closed.StatusCode, closed.Headers.Location?.ToString()));
        }
        using var open = await http.GetAsync("/", Cancel);
        var policy = open.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.True(open.Headers.CacheControl?.NoStore);
    }
}
