using System.Globalization;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class Quiet_hours
{
    static readonly QuietHours Night = new(new(22, 0), new(7, 0));
    static readonly CustomerProfile Sleeper = Ada with { QuietHours = Night };

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    static QuietHours Hours(string from, string until) => new(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(until, CultureInfo.InvariantCulture));

    [Theory]
    // Plain nights in Istanbul (UTC+3), on both sides of both limits.
    [InlineData("Europe/Istanbul", "22:00", "07:00", "2026-11-23T18:59:59", null)]
    [InlineData("Europe/Istanbul", "22:00", "07:00", "2026-11-23T19:00:00", "2026-11-24T04:00:00")]
    [InlineData("Europe/Istanbul", "22:00", "07:00", "2026-11-24T03:59:59", "2026-11-24T04:00:00")]
    [InlineData("Europe/Istanbul", "22:00", "07:00", "2026-11-24T04:00:00", null)]
    // Within one day.
    [InlineData("Asia/Kolkata", "13:00", "15:30", "2026-11-23T08:00:00", "2026-11-23T10:00:00")]
    [InlineData("Asia/Kolkata", "13:00", "15:30", "2026-11-23T10:00:00", null)]
    // Berlin puts the clock forward in the night (02:00 to 03:00): the night is an hour shorter.
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-03-28T22:00:00", "2026-03-29T05:00:00")]
    // Its end is skipped: they end when the clock is put forward.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-03-28T22:00:00", "2026-03-29T01:00:00")]
    // Berlin puts the clock back (03:00 to 02:00): the night is an hour longer.
    [InlineData("Europe/Berlin", "22:00", "07:00", "2026-10-24T21:00:00", "2026-10-25T06:00:00")]
    // Its end comes twice: the first for those who wait since the evening, the second for those who came between.
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-24T21:00:00", "2026-10-25T00:30:00")]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T00:30:00", null)]
    [InlineData("Europe/Berlin", "22:00", "02:30", "2026-10-25T01:10:00", "2026-10-25T01:30:00")]
    // New York, Lord Howe (half an hour), and Cairo, which skips midnight.
    [InlineData("America/New_York", "21:00", "08:00", "2026-03-08T05:00:00", "2026-03-08T12:00:00")]
    [InlineData("Australia/Lord_Howe", "22:00", "02:15", "2026-10-03T13:00:00", "2026-10-03T15:30:00")]
    [InlineData("Africa/Cairo", "20:00", "00:00", "2026-04-23T19:00:00", "2026-04-23T22:00:00")]
    // From and until the same: none.
    [InlineData("Europe/Berlin", "07:00", "07:00", "2026-11-23T06:00:00", null)]
    public void End_in_the_customers_time_zone(string zone, string from, string until, string now, string? end) =>
        Assert.Equal(end is null ? null : Utc(end), QuietPolicy.End(Hours(from, until), TimeZoneInfo.FindSystemTimeZoneById(zone), Utc(now)));

    [Fact]
    public void Balances_wait_with_the_reason_and_their_validity_counts_from_the_end()
    {
        var given = new Given(Sleeper) { Now = Utc("2026-11-23T22:00:00") };
        var draft = Assert.Single(given.Balance(50).Drafts);
        Assert.Equal(Utc("2026-11-24T06:00:00"), draft.NotBefore);
        Assert.Equal(Utc("2026-11-24T18:00:00"), draft.ValidUntil);
        Assert.Contains(draft.Reasons, reason => reason.Code == "quiet-hours");
    }

    [Fact]
    public void Security_never_waits() =>
        Assert.Null(Assert.Single(new Given(Sleeper) { Now = Utc("2026-11-23T22:00:00") }.Happened(EventTypes.PasswordChanged).Drafts).NotBefore);

    [Fact]
    public void Codes_fraud_and_security_never_wait_whatever_the_bank_has_set()
    {
        var bank = Bank with { WaitingClasses = Enum.GetValues<MessageClass>() };
        var waiting = Enum.GetValues<MessageClass>().Where(c => QuietPolicy.NotBefore(c, Sleeper, bank, Utc("2026-11-23T22:00:00")) is not null);
        Assert.Equal([MessageClass.Transaction, MessageClass.Balance, MessageClass.Awareness, MessageClass.Promotional, MessageClass.AdHoc], waiting);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Transactions_wait_where_the_bank_says_so(bool wait)
    {
        var bank = wait ? Bank with { WaitingClasses = [MessageClass.Transaction] } : Bank;
        var decision = new Given(Sleeper, bank) { Now = Utc("2026-11-23T22:00:00") }.Posted(TransactionKind.Fee, 1);
        Assert.Equal(wait, decision.Drafts[0].NotBefore is not null);
    }

    [Fact]
    public void The_banks_hold_for_customers_without_their_own()
    {
        var given = new Given(bank: Bank with { QuietHours = Night }) { Now = Utc("2026-11-23T22:00:00") };
        Assert.NotNull(given.Balance(50).Drafts[0].NotBefore);
        var wakeful = new Given(Ada with { QuietHours = new(new(1, 0), new(2, 0)) }, Bank with { QuietHours = Night }) { Now = Utc("2026-11-23T22:00:00") };
        Assert.Null(wakeful.Balance(50).Drafts[0].NotBefore);
    }

    [Fact]
    public void An_unknown_time_zone_is_the_banks()
    {
        var given = new Given(Sleeper with { TimeZone = "Mars/Olympus" }) { Now = Utc("2026-11-23T22:00:00") };
        var draft = given.Balance(50).Drafts[0];
        Assert.Equal("Europe/Berlin", draft.TimeZone);
        Assert.Equal(Utc("2026-11-24T06:00:00"), draft.NotBefore);
    }
}
