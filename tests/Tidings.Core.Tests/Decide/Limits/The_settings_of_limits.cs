using System.Text;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Limits;

public sealed class The_settings_of_limits
{
    static BankSettings? Read(string limits, List<FieldError> errors) =>
        BankSettingsReader.Read(Encoding.UTF8.GetBytes($$"""{"name":"B","sender":"B","homeCountry":"GB","limits":{{limits}}}"""), errors);

    [Fact]
    public void Are_read_as_they_are_written()
    {
        var errors = new List<FieldError>();
        var settings = Read("""{"identical":{"most":2,"within":"PT5M"},"toANumber":{"most":0},"surge":{"times":20,"least":50}}""", errors);
        Assert.Empty(errors);
        Assert.Equal(new TextLimits { Identical = new(2, TimeSpan.FromMinutes(5)), ToANumber = new(0, TimeSpan.FromHours(1)), Surge = new(20, 50) }, settings!.Limits);
        Assert.Equal(settings.Limits, BankSettingsReader.Read(AlertRuleWriter.Write(settings), errors)!.Limits);
    }

    [Theory]
    [InlineData("""{"identical":{"most":-1}}""", "limits.identical.most")]
    [InlineData("""{"identical":{"most":1.5}}""", "limits.identical.most")]
    [InlineData("""{"identical":{"within":"PT59S"}}""", "limits.identical.within")]
    [InlineData("""{"toANumber":{"within":"PT25H"}}""", "limits.toANumber.within")]
    [InlineData("""{"surge":{"times":1}}""", "limits.surge.times")]
    [InlineData("""{"surge":{"least":0}}""", "limits.surge.least")]
    [InlineData("""{"surges":{}}""", "limits.surges")]
    [InlineData("[]", "limits")]
    public void What_is_wrong_in_them_is_named(string limits, string field)
    {
        var errors = new List<FieldError>();
        Assert.Null(Read(limits, errors));
        Assert.Equal(field, errors[0].Field);
    }
}
