using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Tidings.Security.Keys.Providers;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public partial class When_options_are_documented
{
    [Fact]
    public void Each_has_a_row_in_the_page_of_the_configuration_and_each_row_is_an_option() => Assert.Equal(
        ConfigurationSections.All.Where(static known => known.Options != typeof(CarrierOptions) && known.Options != typeof(KeyProviderOptions))
            .SelectMany(static known => ConfigurationSections.NamesOf(known.Section, known.Options)).Order(StringComparer.Ordinal),
        RowsOf("configuration.md"));

    [Fact]
    public void Each_of_the_carrier_has_a_row_in_its_page_and_each_row_is_an_option() => Assert.Equal(
        ConfigurationSections.NamesOf(CarrierOptions.Section, typeof(CarrierOptions)).Select(static name => name["Carrier:".Length..]).Order(StringComparer.Ordinal),
        RowsOf("carrier.md"));

    /// <summary>Command lines and variables in the pages that a newcomer copies: each sets an option that there is.</summary>
    [Theory, InlineData("README.md"), InlineData("docs/getting-started.md"), InlineData("docs/carrier.md")]
    public void Each_that_an_example_sets_is_one(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root(), page));
        var set = Setting().Matches(text).Select(static found => found.Value.TrimStart('-').Replace("TIDINGS_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal));
        var configured = new ConfigurationBuilder().AddInMemoryCollection(set.Distinct().Select(static name => KeyValuePair.Create(name, (string?)"x"))).Build();
        Assert.Empty(ConfigurationSections.Unknown(configured));
        Assert.True(page != "README.md" || Setting().Count(text) > 4);
    }

    [GeneratedRegex(@"--[A-Z]\w*(:\w+)+|TIDINGS_[A-Z][a-zA-Z]*(__\w+)+")]
    private static partial Regex Setting();

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }

    /// <summary>The first cells of the tables whose first column is headed "option".</summary>
    static IEnumerable<string> RowsOf(string page)
    {
        var rows = new List<string>();
        var options = false;
        foreach (var line in File.ReadLines(Path.Combine(Root(), "docs", page)))
        {
            var first = line.StartsWith('|') ? line.Split('|')[1].Trim().Trim('`') : null;
            if (first is null or "option")
                options = first is not null;
            else if (options && !first.StartsWith('-'))
                rows.Add(first);
        }
        return rows.Order(StringComparer.Ordinal);
    }
}
