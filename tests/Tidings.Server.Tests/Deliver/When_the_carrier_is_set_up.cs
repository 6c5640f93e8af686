using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Deliver;

public class When_the_carrier_is_set_up
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Wrong(new()));

    [Theory]
    [InlineData(nameof(CarrierOptions.Window), 0)]
    [InlineData(nameof(CarrierOptions.Window), 2_001)]
    [InlineData(nameof(CarrierOptions.Binds), 33)]
    [InlineData(nameof(CarrierOptions.MaxSegments), 33)]
    [InlineData(nameof(CarrierOptions.RatePerSecond), 0.0)]
    [InlineData(nameof(CarrierOptions.SystemId), "sixteen-letters!")]
    [InlineData(nameof(CarrierOptions.SystemId), "naïve")]
    public void What_is_out_of_range_is_named(string option, object value)
    {
        var options = new CarrierOptions();
        typeof(CarrierOptions).GetProperty(option)!.SetValue(options, value);
        Assert.Contains(Wrong(options), wrong => wrong.Contains(option, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_could_never_leave_is_refused_at_the_start()
    {
        Assert.Contains(Wrong(new() { MaxSegments = 11, Window = 10 }), static wrong => wrong.Contains("MaxSegments", StringComparison.Ordinal));
        Assert.Empty(Wrong(new() { MaxSegments = 10, Window = 10 }));
    }

    [Theory]
    [InlineData("Development", "127.0.0.1", null)]
    [InlineData("Development", "localhost", null)]
    [InlineData("Development", "::1", null)]
    [InlineData("Development", "smsc.carrier.example", "not on this machine")]
    [InlineData("Development", "192.0.2.1", "not on this machine")]
    [InlineData("Production", "127.0.0.1", "in Production")]
    public void A_simulator_is_one_on_this_machine_and_never_in_Production(string environment, string host, string? why)
    {
        var check = new CarrierOptionsCheck(new HostingEnvironment { EnvironmentName = environment });
        var wrong = check.Validate(null, new() { Simulator = true, Host = host }).Failures ?? [];
        if (why is null)
            Assert.Empty(wrong);
        else
            Assert.StartsWith("Carrier:Simulator is true", Assert.Single(wrong, one => one.Contains(why, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Null(check.Validate(null, new() { Host = host }).Failures);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/send", 0), InlineData("https://api.carrier.example/send", 1)]
    public void Nor_is_one_that_speaks_HTTP_and_is_elsewhere(string url, int wrong) => Assert.Equal(
        wrong, Wrong(new() { Kind = CarrierKind.Http, Simulator = true, Http = new() { Url = url } }).Count(static one => one.Contains("Simulator", StringComparison.Ordinal)));

    [Fact]
    public async Task A_node_that_would_believe_it_in_Production_does_not_start()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => RealNode.Start(null, ("Carrier:Simulator", "true")));
        Assert.Contains("Carrier:Simulator is true in Production", wrong.Message, StringComparison.Ordinal);
    }

    static List<string> Wrong(CarrierOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        return [.. results.Select(static result => result.ErrorMessage!), .. new CarrierOptionsCheck().Validate(null, options).Failures ?? []];
    }
}
