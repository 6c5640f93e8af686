using Microsoft.Playwright;
using Tidings.Simulator.Tests.Peers;
using static Microsoft.Playwright.Assertions;

namespace Tidings.Simulator.Tests.Phone;

public class When_someone_looks_at_the_Phone
{
    [Fact]
    public async Task The_way_of_a_text_is_seen_live_and_answered_and_the_policy_is_never_broken()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var server = await PhoneServer.StartAsync(options => options with { Behaviour = new() { Receipts = ReceiptMode.Hold } });
        using var esme = await Esme.BoundAsync(server.Simulator);
        var page = await browser.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync(server.Simulator.PhoneUrl!.ToString());
        await Expect(page.GetByText("No texts yet: send your first event")).ToBeVisibleAsync();

        // A text arrives while the page is open.
        await esme.SubmitAsync("447700900123", "Your card paid 12.40 at Corner Coffee.");
        await esme.ReadAsync();
        await page.Locator(".phone-item", new() { HasText = "+447700900123" }).ClickAsync();
        var bubble = page.Locator(".bubble", new() { HasText = "Corner Coffee" });
        await Expect(bubble).ToContainTextAsync("GSM 7-bit");
        await Expect(bubble).ToContainTextAsync("1 segment");
        await Expect(bubble).ToContainTextAsync("Receipt held");

        // Its receipt is released by hand, and its bytes are shown.
        await bubble.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Deliver now" }).ClickAsync();
        Assert.Equal("DELIVRD", (await esme.ReadDeliveryAsync()).Stat);
        await Expect(bubble).ToContainTextAsync("Delivered ✓");
        await page.Locator(".pdu summary", new() { HasText = "submit_sm" }).First.ClickAsync();
        await Expect(page.Locator(".fields")).ToContainTextAsync("short_message");

        // A reply reaches the server.
        await page.GetByLabel("Reply from +447700900123").FillAsync("STOP");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("STOP", (await esme.ReadDeliveryAsync()).Text);
        await Expect(page.Locator(".bubble.reply")).ToContainTextAsync("Taken by the server");

        // Arabic reads from the right, in the list and in the bubble.
        await esme.SendAsync(Pdu.Submit(9, "447700900123", System.Text.Encoding.BigEndianUnicode.GetBytes("تم دفع مبلغ 12.40"), 8));
        var arabic = page.Locator(".bubble .words", new() { HasText = "تم دفع" });
        await Expect(arabic).ToBeVisibleAsync();
        Assert.Equal("rtl", await arabic.EvaluateAsync<string>("words => getComputedStyle(words).direction"));

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_change_to_the_carrier_holds_from_the_next_message_and_a_wrong_one_is_said()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var server = await PhoneServer.StartAsync(options => options with { Behaviour = new() });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(server.Simulator.PhoneUrl!.ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Carrier" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "throttling" }).ClickAsync();
        await Expect(page.Locator("#carrier-badge")).ToHaveTextAsync("1");
        Assert.Equal(3, server.Simulator.Behaviour.ThrottleEvery);

        var copies = page.GetByLabel("Copies of each");
        await copies.FillAsync("11");
        await copies.PressAsync("Tab");
        await Expect(page.GetByText("must be from 1 to 10")).ToBeVisibleAsync();
        Assert.Equal(1, server.Simulator.Behaviour.ReceiptCopies);
    }

    [Fact]
    public async Task It_is_dark_where_the_system_is_and_as_the_reader_chose()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var server = await PhoneServer.StartAsync();
        var page = await browser.NewPageAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(server.Simulator.PhoneUrl!.ToString());

        Assert.Equal("rgb(13, 19, 18)", await Ground());
        await page.Locator("#theme").ClickAsync();
        Assert.Equal("rgb(244, 246, 245)", await Ground());
        await page.ReloadAsync();
        Assert.Equal("rgb(244, 246, 245)", await Ground());

        Task<string> Ground() => page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
    }

    [Fact]
    public async Task An_inline_script_would_be_seen_by_this_test()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var server = await PhoneServer.StartAsync();
        var page = await browser.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(server.Simulator.PhoneUrl!.ToString());

        await page.EvaluateAsync("() => document.body.setAttribute('style', 'color: red')");
        await Expect(page.Locator("#live")).ToBeVisibleAsync();

        Assert.Contains(complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
