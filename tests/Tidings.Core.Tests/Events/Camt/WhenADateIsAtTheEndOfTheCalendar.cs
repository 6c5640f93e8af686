using Tidings.Core.Events.Camt;

namespace Tidings.Core.Tests.Events.Camt;

public sealed class WhenADateIsAtTheEndOfTheCalendar
{
    [Theory]
    [InlineData("0001-01-01T00:00:00", "Europe/Istanbul"), InlineData("9999-12-31T23:59:59.9999999", "America/New_York"), InlineData("0001-01-01", "Asia/Tokyo")]
    public void ItIsStillAMoment(string written, string zone)
    {
        var date = Assert.NotNull(CamtDate.Parse(written));
        Assert.Equal(date.Date, DateOnly.FromDateTime(date.In(TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime));
    }

    [Fact]
    public void AnyOtherKeepsItsZone() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(3)), CamtDate.Parse("2026-11-23T08:00:00")?.In(TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul")));
}
