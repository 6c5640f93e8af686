using System.ComponentModel.DataAnnotations;
using Tidings.Server.Deliver.Settings;

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

    static List<string> Wrong(CarrierOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), results, validateAllProperties: true);
        return [.. results.Select(static result => result.ErrorMessage!), .. new CarrierOptionsCheck().Validate(null, options).Failures ?? []];
    }
}
