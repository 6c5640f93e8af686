using Microsoft.Playwright;
using Tidings.Fraud.Backtests;
using Tidings.Fraud.Backtests.Report;
using Tidings.Simulator.Tests.Phone;

namespace Tidings.Fraud.Tests.Backtests;

/// <summary>The page as a browser shows it: from a file, without a script, on a phone and on a desk, by day and by night.</summary>
public sealed class When_somebody_opens_a_report : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-report-");

    [Theory]
    [InlineData(ColorScheme.Light, 390), InlineData(ColorScheme.Light, 1280), InlineData(ColorScheme.Dark, 390), InlineData(ColorScheme.Dark, 1280)]
    public async Task It_is_shown_whole_under_its_policy_and_can_be_read(ColorScheme scheme, int width)
    {
        var file = Path.Combine(_folder.FullName, "report.html");
        await File.WriteAllTextAsync(file, ReportPage.Of(Result(), new([new string('h', 180) + ".csv"], "rules.json", "model.json", "live.json")), TestContext.Current.CancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => complaints.AddRange(request.IsNavigationRequest ? [] : [request.Url]);
        await page.GotoAsync(new Uri(file).AbsoluteUri);

        Assert.Equal(scheme == ColorScheme.Dark, await page.EvaluateAsync<bool>("() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return r + g + b < 384; }"));
        Assert.Equal("", await page.EvaluateAsync<string>(Overflowing));
        Assert.Equal("", await page.EvaluateAsync<string>(Faint));
        Assert.Equal("", await page.EvaluateAsync<string>(Crooked));
        Assert.Equal(3, await page.Locator("svg").CountAsync());
        foreach (var (name, says) in (IEnumerable<(string, string)>)
            [("Alerts by day, frauds and genuine payments", "at most 3"), ("Precision over recall for each number of points", "these rules: precision 40 %, recall 67 %"), ("Money of frauds by day, caught and missed", "at most 405")])
            Assert.Contains(says, await page.GetByRole(AriaRole.Img, new() { Name = name }).GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        // Whoever points at a bar or mark reads what it stands for.
        Assert.Equal(0, await page.Locator("svg g:not(:has(> title)), svg circle:not(:has(> title))").CountAsync());
        Assert.Empty(complaints);
    }

    /// <summary>What reaches beyond the window, but for tables, which scroll by themselves.</summary>
    const string Overflowing = """
        () => document.documentElement.scrollWidth > innerWidth ? 'the page' :
          [...document.querySelectorAll('body *')].filter(one => !one.closest('table') && one.getBoundingClientRect().right > innerWidth + 0.5).map(one => one.outerHTML.slice(0, 80)).join('\n')
        """;

    /// <summary>Words whose contrast with what is behind them is less than 4.5 to 1 (WCAG 2.2, 1.4.3).</summary>
    const string Faint = """
        () => {
          const parts = colour => colour.match(/[\d.]+/g).map(Number);
          const light = colour => { const [r, g, b] = parts(colour).map(c => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ground = one => { const colour = getComputedStyle(one).backgroundColor; return parts(colour)[3] === 0 && one.parentElement ? ground(one.parentElement) : colour; };
          const faint = one => {
            const ink = getComputedStyle(one)[one.namespaceURI.endsWith('svg') ? 'fill' : 'color'];
            const [low, high] = [light(ink), light(ground(one))].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05) < 4.5;
          };
          return [...document.querySelectorAll('h1, h2, p, dt, dd, th, td, small, caption, li, span, text')].filter(faint).map(one => one.outerHTML.slice(0, 80)).join('\n');
        }
        """;

    /// <summary>Rows with more or fewer cells than their head, or cells whose edges are not their column's.</summary>
    const string Crooked = """
        () => [...document.querySelectorAll('table')].flatMap(table => {
          const [head, ...rows] = [...table.rows].map(row => [...row.cells].map(cell => cell.getBoundingClientRect()));
          return rows.filter(row => row.length !== head.length || row.some((cell, i) => Math.abs(cell.left - head[i].left) > 0.5 || Math.abs(cell.right - head[i].right) > 0.5)).map(() => table.caption.innerText);
        }).join('\n')
        """;

    static BacktestResult Result()
    {
        const int days = 40;
        var outcome = new BookOutcome
        {
            AskAt = 50, Alerts = 20, Declined = 2, Caught = 8, CaughtMoney = 1_234_567.5, Frauds = 12, Questions = 15, Asked = 10, AskedForNothing = 4, Texts = 21, TextsCost = 0.84, SavedHeld = 740_000.7, SavedBooked = 300,
        };
        return new()
        {
            Options = new() { Price = 0.04 }, Currency = "EUR", From = 1_767_225_600, Until = 1_767_225_600 + (days * 86_400), Payments = 1_000_000, Before = 30, NotScored = 1, Customers = 20_000, Frauds = 12, FraudMoney = 2_000_000,
            Outcome = outcome, Live = outcome with { Caught = 6 }, Change = new(5, new(3, 1, 10), new(2, 0, 0)),
            ByDay = [.. Enumerable.Range(0, days).Select(static day => new BacktestDay(new DateOnly(2026, 1, 1).AddDays(day), (day % 3) + 1, day % 2, 1, day * 10, 15))],
            Rules = [new("a-rule-with-a-long-name", "Five times the usual amount at a shop that nobody has used before", true, 30, 9, 4, 8), new("r2", "", false, -10, 0, 0, 0)],
            Curve = new([.. Enumerable.Range(0, 100).Select(static i => ((float)i, i % 9 == 0))]),
        };
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
