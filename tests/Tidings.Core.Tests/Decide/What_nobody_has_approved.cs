using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Deliver;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide;

/// <summary>Texts without a template, decided as any other event.</summary>
public class What_nobody_has_approved
{
    static readonly DateTimeOffset Night = new(2026, 11, 23, 23, 0, 0, TimeSpan.Zero);
    static readonly BankSettings Bank = new() { Name = "Example Bank", Sender = new("BANK"), HomeCountry = "GB" };
    static readonly CustomerProfile Ada = new()
    {
        Id = "ada", Name = "Ada", Language = "en", TimeZone = "Europe/London", Phones = [new("447700900101")], Preferences = [], QuietHours = new(new(22, 0), new(7, 0)),
    };

    static Decided Decide(string text = "The branch is closed.", BankSettings? bank = null, CustomerProfile? profile = null, Reach reach = Reach.Live)
    {
        var errors = new List<FieldError>();
        var book = Rulebook.Create(bank ?? Bank, [], new Composer(new([])), null, errors)!;
        Assert.Empty(errors);
        var state = new CustomerState { Id = "ada" };
        state.Apply(new() { EventKey = 1, At = Night, Changes = [new ProfileRegistered(profile ?? Ada)] });
        var happened = new BankEvent
        {
            Source = "tidings:ad-hoc:key:1", Id = "m-1", Type = EventTypes.AdHoc, Time = Night, Customer = "ada", Reach = reach,
            AdHoc = new(text, TimeSpan.FromHours(4), "key:1", "because"),
        };
        return new EventPipeline(book).Decide(state, null, happened, 2, Night);
    }

    [Fact]
    public void It_waits_for_the_end_of_the_quiet_hours_and_its_validity_counts_from_there()
    {
        var message = Assert.Single(Decide().Messages);
        var morning = new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero);
        Assert.Equal((MessageClass.AdHoc, morning, morning.AddHours(4)), (message.Class, message.NotBefore, message.ValidUntil));
        Assert.Equal(["ad-hoc", "quiet-hours"], message.Reasons.Select(static reason => reason.Code));
        Assert.Null(Assert.Single(Decide(bank: Bank with { WaitingClasses = [] }).Messages).NotBefore);
    }

    [Fact]
    public void It_has_the_sender_of_the_numbers_country_and_is_not_sent_where_there_is_none()
    {
        var registered = Bank with { Senders = new Dictionary<string, SenderId> { ["GB"] = new("BANKUK") }, OtherCountries = OtherCountries.Suppress };
        Assert.Equal("BANKUK", Assert.Single(Decide(bank: registered).Messages).From.Value);
        Assert.Equal("no-sender", NotSent(Decide(bank: registered, profile: Ada with { Phones = [new("15005550006")] })));
    }

    [Fact]
    public void What_passed_the_door_by_a_mistake_is_suppressed()
    {
        Assert.Equal("link", NotSent(Decide("Go to www.example.com")));
        Assert.Equal("card-number", NotSent(Decide("4111 1111 1111 1111")));
        Assert.Equal("promotional", NotSent(Decide("A discount for you")));
    }

    [Fact]
    public void Nobody_without_a_number_or_beyond_the_reach_of_a_key_gets_one()
    {
        Assert.Equal("no-phone", NotSent(Decide(profile: Ada with { Phones = [] })));
        Assert.Equal("test-key", NotSent(Decide(reach: Reach.Test)));
    }

    [Theory]
    [InlineData("ad-hoc", MessageClass.AdHoc, "hello", null)]
    [InlineData("ad-hoc", MessageClass.Fraud, "hello", "no-template")]
    [InlineData("fee/en/1", MessageClass.AdHoc, "hello", "no-template")]
    [InlineData("ad-hoc", MessageClass.AdHoc, "www.example.com/x", "link")]
    [InlineData("ad-hoc", MessageClass.AdHoc, "A discount for you", "promotional")]
    [InlineData("fee/en/1", MessageClass.Fraud, "hello", null)]
    public void At_the_exit_no_other_class_goes_without_a_template_and_this_one_never_with(string template, MessageClass of, string text, string? broken) =>
        Assert.Equal(broken, ExitRules.Broken(
            new() { Alert = "a", Class = of, Template = template, To = new("447700900101"), From = new("BANK"), Text = text, ValidUntil = Night, Reasons = [] }, Bank)?.Code);

    [Theory]
    [InlineData("fee/en/1", null), InlineData("fee/en/2", "no-template"), InlineData("other/en/1", "no-template")]
    public void At_the_exit_a_version_that_is_not_approved_did_not_write_it(string template, string? broken) =>
        Assert.Equal(broken, ExitRules.Broken(
            new() { Alert = "a", Class = MessageClass.Fraud, Template = template, To = new("447700900101"), From = new("BANK"), Text = "hello", ValidUntil = Night, Reasons = [] }, Bank,
            isApproved: static (id, version) => (id, version) == ("fee", 1))?.Code);

    static string NotSent(Decided decided)
    {
        Assert.Empty(decided.Messages);
        return Assert.Single(decided.Suppressions).Reason.Code;
    }
}
