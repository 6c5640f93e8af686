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

    [Theory]
    [InlineData(500, true), InlineData(502, true), InlineData(504, true), InlineData(520, true), InlineData(501, false), InlineData(503, false), InlineData(505, false), InlineData(499, false), InlineData(429, false), InlineData(200, false)]
    public void A_status_leaves_doubt_where_the_carrier_broke_with_the_text_in_its_hands(int http, bool doubt) => Assert.Equal(doubt, HttpErrorTable.LeavesDoubt(HttpErrorTable.OfStatus(http)));

    [Theory]
    [InlineData(HttpVendor.Vonage, 1030, true), InlineData(HttpVendor.Vonage, 1000, false), InlineData(HttpVendor.Twilio, 20500, true), InlineData(HttpVendor.Twilio, 20503, false),
     InlineData(HttpVendor.Infobip, 21, false), InlineData(HttpVendor.Other, 500, false)]
    public void A_vendors_internal_error_does_too(HttpVendor vendor, int code, bool doubt) => Assert.Equal(doubt, HttpErrorTable.LeavesDoubt(HttpErrorTable.OfCode(vendor, code)));

    [Fact]
    public void Neither_a_command_status_nor_a_missing_connection_nor_what_a_carrier_means_otherwise_leaves_doubt()
    {
        Assert.False(HttpErrorTable.LeavesDoubt(HttpErrorTable.NotConnected));
        Assert.All(CommandStatusTable.All, static entry => Assert.False(HttpErrorTable.LeavesDoubt(entry.Status)));
        var broke = HttpErrorTable.OfStatus(500);
        Assert.True(new RetryPolicy(new()).LeavesDoubt(broke));
        Assert.False(new RetryPolicy(new(), new Dictionary<int, ErrorClass> { [broke] = ErrorClass.Temporary }).LeavesDoubt(broke));
    }

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
