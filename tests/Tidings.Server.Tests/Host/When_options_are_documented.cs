using Tidings.Server.Deliver.Settings;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public class When_options_are_documented
{
    [Fact]
    public void Each_has_a_row_in_the_page_of_the_configuration_and_each_row_is_an_option() => Assert.Equal(
        ConfigurationSections.All.Where(static known => known.Options != typeof(CarrierOptions))
            .SelectMany(static known => ConfigurationSections.NamesOf(known.Section, known.Options)).Order(StringComparer.Ordinal),
        RowsOf("configuration.md"));

    [Fact]
    public void Each_of_the_carrier_has_a_row_in_its_page_and_each_row_is_an_option() => Assert.Equal(
        ConfigurationSections.NamesOf(CarrierOptions.Section, typeof(CarrierOptions)).Select(static name => name["Carrier:".Length..]).Order(StringComparer.Ordinal),
        RowsOf("carrier.md"));

    /// <summary>The first cells of the tables whose first column is headed "option".</summary>
    static IEnumerable<string> RowsOf(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        var rows = new List<string>();
        var options = false;
        foreach (var line in File.ReadLines(Path.Combine(folder.FullName, "docs", page)))
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
