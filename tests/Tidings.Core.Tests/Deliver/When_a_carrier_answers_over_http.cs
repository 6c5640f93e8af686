using Tidings.Core.Deliver.Retry;

namespace Tidings.Core.Tests.Deliver;

public class When_a_carrier_answers_over_http
{
    [Theory]
    [InlineData(400, ErrorClass.Refused), InlineData(401, ErrorClass.Temporary), InlineData(404, ErrorClass.Unknown), InlineData(429, ErrorClass.Throttled), InlineData(499, ErrorClass.Unknown),
     InlineData(500, ErrorClass.Temporary), InlineData(503, ErrorClass.Temporary), InlineData(599, ErrorClass.Temporary)]
    public void A_status_has_its_class(int http, ErrorClass of) => Assert.Equal(of, CommandStatusTable.ClassOf(HttpErrorTable.OfStatus(http)));

    [Theory]
    [InlineData(HttpVendor.Twilio, 21211, ErrorClass.Unreachable), InlineData(HttpVendor.Twilio, 21610, ErrorClass.Unreachable), InlineData(HttpVendor.Twilio, 20429, ErrorClass.Throttled),
     InlineData(HttpVendor.Vonage, 1120, ErrorClass.Refused), InlineData(HttpVendor.Infobip, 52, ErrorClass.Unreachable), InlineData(HttpVendor.Infobip, 21211, ErrorClass.Unknown),
     InlineData(HttpVendor.Other, 600, ErrorClass.Unknown), InlineData(HttpVendor.Twilio, 1_048_575, ErrorClass.Unknown)]
    public void A_code_has_its_vendors_class(HttpVendor vendor, int code, ErrorClass of) => Assert.Equal(of, CommandStatusTable.ClassOf(HttpErrorTable.OfCode(vendor, code)));

    [Fact]
    public void No_code_is_taken_for_another_vendors_or_for_a_command_status()
    {
        Assert.Equal(4, new[] { HttpErrorTable.OfStatus(500), HttpErrorTable.OfCode(HttpVendor.Twilio, 500), HttpErrorTable.OfCode(HttpVendor.Infobip, 500), 500 }.Distinct().Count());
        Assert.False(HttpErrorTable.Has(CommandStatusTable.Throttled));
        Assert.All(CommandStatusTable.All, static entry => Assert.False(HttpErrorTable.Has(entry.Status)));
    }

    [Fact]
    public void People_read_whose_code_it_is()
    {
        Assert.Equal("HTTP 429: the carrier asks for a slower pace", CommandStatusTable.Describe(HttpErrorTable.OfStatus(429)));
        Assert.StartsWith("Twilio 21610: ", CommandStatusTable.Describe(HttpErrorTable.OfCode(HttpVendor.Twilio, 21610)), StringComparison.Ordinal);
        Assert.Equal("code 7: the carrier's own", CommandStatusTable.Describe(HttpErrorTable.OfCode(HttpVendor.Other, 7)));
        Assert.Equal("no connection", CommandStatusTable.Describe(HttpErrorTable.NotConnected));
    }
}
