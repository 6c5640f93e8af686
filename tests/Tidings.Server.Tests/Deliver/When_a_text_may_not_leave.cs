using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tests.Deliver;

/// <summary>The one exit, with texts that nothing before it should have let through.</summary>
public sealed class When_a_text_may_not_leave
{
    static readonly BankSettings Bank = new()
    {
        Name = "Example Bank", Sender = new("BANK"), HomeCountry = "GB", Senders = new Dictionary<string, SenderId> { ["GB"] = new("BANK"), ["US"] = new("28282") },
        OtherCountries = OtherCountries.Suppress,
    };

    static async Task StaysHere(Carrier carrier, Message message, string why)
    {
        using var withheld = new Metered(carrier.Metrics.Withheld);
        var ids = await carrier.Accept(("ada", message), ("ada", carrier.Text("the next one", to: "447700900101")));
        await carrier.Settled(ids);
        var fact = Assert.Single((await carrier.Facts(ids[0])).Submissions);
        Assert.Equal((SubmissionResult.Rejected, HttpErrorTable.Withheld, null), (fact.Result, fact.Status, fact.Reference));
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(ids[0]));
        Assert.Equal(["the next one"], carrier.Arrived);
        Assert.Equal(1, withheld[why]);
    }

    [Theory]
    [InlineData("447700900101", "OTHER")]
    [InlineData("447700900101", "28282")]
    [InlineData("15005550006", "BANK")]
    [InlineData("905301112233", "BANK")]
    public async Task A_sender_that_is_not_registered_where_it_goes_stays_here(string to, string from)
    {
        await using var carrier = await Carrier.Open(bank: Bank);
        await StaysHere(carrier, carrier.Text("hello", to: to) with { From = new(from) }, "no-sender");
    }

    [Fact]
    public async Task The_registered_one_of_each_country_leaves()
    {
        await using var carrier = await Carrier.Open(bank: Bank);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("one", to: "447700900101")), ("ben", carrier.Text("two", to: "15005550006") with { From = new("28282") })));
        Assert.Equal(["one", "two"], carrier.Arrived.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_decided_before_the_settings_changed_is_judged_by_those_in_force()
    {
        await using var carrier = await Carrier.Open(bank: Bank, start: false);
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: "447700900101"))))[0];
        carrier.Bank = Bank with { Senders = new Dictionary<string, SenderId> { ["GB"] = new("NEWBANK") } };
        carrier.Start();
        await carrier.Settled(id);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Empty(carrier.Arrived);
    }

    [Fact]
    public async Task One_that_goes_again_is_judged_by_the_settings_in_force_then()
    {
        await using var carrier = await Carrier.Open(new() { ThrottleEvery = 1 }, bank: Bank);
        using var withheld = new Metered(carrier.Metrics.Withheld);
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: "447700900101"))))[0];
        await Carrier.Until(async () => (await carrier.Facts(id)).Submissions.Count > 0);
        carrier.Bank = Bank with { Senders = new Dictionary<string, SenderId> { ["GB"] = new("NEWBANK") } };
        await carrier.Settled(id);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Equal(1, withheld["no-sender"]);
        Assert.Empty(carrier.Arrived);
    }

    [Theory]
    [InlineData(""), InlineData("test"), InlineData("test/en"), InlineData("test/en/0"), InlineData("test/en/x"), InlineData("/en/1"), InlineData("test//1"), InlineData("test/en/-1")]
    public async Task One_that_no_version_of_a_template_wrote_stays_here(string template)
    {
        await using var carrier = await Carrier.Open(bank: Bank);
        await StaysHere(carrier, carrier.Text("hello", to: "447700900101") with { Template = template }, "no-template");
    }

    [Theory]
    [InlineData("Your card 4111 1111 1111 1111 was used", "card-number")]
    [InlineData("Pay \u202e00.1 GBP", "control-character")]
    [InlineData("Pay\u0007", "control-character")]
    [InlineData("", "empty-text")]
    public async Task A_card_number_or_a_sign_that_steers_the_display_stays_here(string text, string why)
    {
        await using var carrier = await Carrier.Open(bank: Bank);
        await StaysHere(carrier, carrier.Text(text, to: "447700900101"), why);
    }
}
