using Microsoft.Extensions.Configuration;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public class When_an_option_is_misspelt
{
    [Theory]
    [InlineData("Carrier:Rate", "Carrier:Rate is not an option. See docs/configuration.md.")]
    [InlineData("Carrier:Tls:Pin", "Carrier:Tls:Pin is not an option. See docs/configuration.md.")]
    [InlineData("Carrier:Tls", "Carrier:Tls has options of its own: Carrier:Tls:Enabled, ")]
    public void The_start_is_refused_with_its_name_and_never_its_value(string name, string said)
    {
        var told = Assert.Single(ConfigurationSections.Unknown(Configured((name, "hunter2"))));
        Assert.StartsWith(said, told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_right_passes_in_any_case_and_so_does_what_belongs_to_others() => Assert.Empty(ConfigurationSections.Unknown(Configured(
        ("carrier:tls:ENABLED", "true"), ("Carrier:Tls:PinnedKeys:0", "aa"), ("Carrier:NationalLanguages:0", "Turkish"), ("Node", "18"), ("Logging:LogLevel:Default", "Debug"))));

    static IConfigurationRoot Configured(params (string Name, string Value)[] options) =>
        new ConfigurationBuilder().AddInMemoryCollection(options.Select(static o => KeyValuePair.Create(o.Name, (string?)o.Value))).Build();
}
