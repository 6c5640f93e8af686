using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tidings.Fraud.Backtests;
using Tidings.Fraud.Backtests.Report;

namespace Tidings.Fraud.Tests.Backtests;

public sealed partial class When_a_backtest_is_drawn
{
    const string Hostile = "<script>alert(1)</script>\" onload='x' \u0001 &amp;";

    static BacktestResult Result(int days, BacktestChange? change = null)
    {
        var outcome = new BookOutcome
        {
            AskAt = 50, Alerts = 20, Declined = 2, Caught = 8, CaughtMoney = 1_234.5, Frauds = 12, Questions = 15, Asked = 10, AskedForNothing = 4, Texts = 21, TextsCost = 0.84, SavedHeld = 740.7, SavedBooked = 300,
        };
        return new()
        {
            Options = new() { Price = 0.04 }, Currency = "EUR", From = 1_767_225_600, Until = 1_767_225_600 + ((uint)days * 86_400), Payments = 100, Before = 30, NotScored = 1, Customers = 20, Frauds = 12, FraudMoney = 2_000,
            Outcome = outcome, Live = change is null ? null : outcome, Change = change,
            ByDay = [.. Enumerable.Range(0, days).Select(static day => new BacktestDay(new DateOnly(2026, 1, 1).AddDays(day), day % 3, day % 2, 1, day * 10, 5))],
            Rules = [new("r1", Hostile, true, 30, 9, 4, 8), new("r2", "", false, -10, 0, 0, 0)],
            Curve = new([.. Enumerable.Range(0, 100).Select(static i => ((float)i, i % 9 == 0))]),
        };
    }

    static string Page(BacktestResult result) => ReportPage.Of(result, new([Hostile + ".csv"], "rules.json", null, null));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(400)]
    public void It_is_one_well_formed_page_without_a_script_and_asks_for_nothing_else(int days)
    {
        var page = Page(Result(days, new(5, new(3, 1, 10), new(2, 0, 0))));
        var names = XDocument.Parse(page).Descendants().Select(static one => one.Name.LocalName).ToHashSet();
        Assert.DoesNotContain("script", names);
        Assert.Empty(names.Intersect(["img", "link", "iframe", "object", "image", "use", "foreignObject", "a"]));
        Assert.DoesNotMatch(AsksForMore(), page);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_wrote_is_text()
    {
        var page = XDocument.Parse(Page(Result(3)));
        Assert.Contains("<script>alert(1)</script>\" onload='x'  &amp;", page.Descendants("td").First(static cell => cell.Value.Contains("alert", StringComparison.Ordinal)).Value, StringComparison.Ordinal);
        Assert.All(page.Descendants().Attributes(), static attribute => Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_bar_stands_for_each_day_and_for_each_week_of_a_long_history()
    {
        Assert.Equal(40, Bars(Result(40)));
        Assert.Equal(58, Bars(Result(400)));

        static int Bars(BacktestResult result) => XDocument.Parse(Page(result)).Descendants().First(static one => one.Name.LocalName == "svg").Elements().Count(static one => one.Name.LocalName == "g");
    }

    [Fact]
    public void Tables_of_changes_are_there_only_if_there_is_something_to_compare_with()
    {
        Assert.DoesNotContain("Against what is live", Page(Result(3)), StringComparison.Ordinal);
        Assert.Contains("Against what is live", Page(Result(3, new(5, new(3, 1, 10), new(2, 0, 0)))), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(?:src|href|srcset|action)=|url\(|@import|javascript:|https?://(?!www\.w3\.org/2000/svg)", RegexOptions.IgnoreCase)]
    private static partial Regex AsksForMore();
}
