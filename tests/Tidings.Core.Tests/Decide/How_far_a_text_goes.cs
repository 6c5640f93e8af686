using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Deliver;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public class How_far_a_text_goes
{
    static readonly Msisdn Theirs = new("447700900101");

    static Decided Decide(Reach reach, bool simulator = false, params Msisdn[] team)
    {
        var bank = Bank with { TeamNumbers = team };
        var pipeline = new EventPipeline(Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!) { CarrierIsSimulator = simulator };
        var state = new CustomerState { Id = "ada" };
        state.Apply(new() { EventKey = 1, At = Noon, Changes = [new ProfileRegistered(new() { Id = "ada", Name = "Ada", Phones = [Theirs], Language = "en", TimeZone = "Europe/London" })] });
        return pipeline.Decide(state, null, Payment(reach), 7, Noon);
    }

    static BankEvent Payment(Reach reach) => new()
    {
        Source = "/test", Id = "1", Type = EventTypes.TransactionPosted, Time = Noon, Customer = "ada", Account = "A-1", Kind = TransactionKind.CardPayment, Credit = false,
        Amount = new Money(12.30m, "GBP"), Balance = new Money(100m, "GBP"), Merchant = "Corner Bakery", Reach = reach,
    };

    [Fact]
    public void A_live_keys_goes_to_whoever_is_concerned() => Assert.Single(Decide(Reach.Live).Messages);

    [Fact]
    public void A_test_keys_goes_nowhere_is_recorded_and_leaves_nothing_behind()
    {
        var decided = Decide(Reach.Test);
        Assert.Empty(decided.Messages);
        Assert.Contains(decided.Suppressions, static s => s.Reason.Code == "test-key");
        Assert.Empty(decided.Delta.Changes);
        Assert.Equal(7ul, decided.Delta.EventKey);
        Assert.NotEmpty(Decide(Reach.Live).Delta.Changes);
    }

    [Fact]
    public void A_test_keys_goes_to_a_simulator()
    {
        Assert.Single(Decide(Reach.Test, simulator: true).Messages);
        Assert.NotEmpty(Decide(Reach.Test, simulator: true).Delta.Changes);
    }

    [Fact]
    public void A_team_keys_goes_to_the_teams_numbers_only_even_where_the_carrier_is_a_simulator()
    {
        Assert.Single(Decide(Reach.Team, false, Theirs).Messages);
        foreach (var decided in (Decided[])[Decide(Reach.Team), Decide(Reach.Team, true), Decide(Reach.Team, false, new Msisdn("447700900102"))])
        {
            Assert.Empty(decided.Messages);
            Assert.Contains(decided.Suppressions, static s => s.Reason.Code == "team-key");
        }
    }

    [Fact]
    public void Each_text_says_how_far_it_goes_for_as_long_as_it_waits()
    {
        Assert.Equal(Reach.Test, Assert.Single(Decide(Reach.Test, simulator: true).Messages).Reach);
        Assert.Equal(Reach.Team, Assert.Single(Decide(Reach.Team, false, Theirs).Messages).Reach);
        Assert.Equal(Reach.Live, Assert.Single(Decide(Reach.Live).Messages).Reach);
    }

    [Fact]
    public void At_the_exit_it_is_looked_at_once_more()
    {
        var test = Assert.Single(Decide(Reach.Test, simulator: true).Messages);
        Assert.Null(ExitRules.Broken(test, Bank, isSimulator: true));
        Assert.Equal("test-key", ExitRules.Broken(test, Bank)?.Code);
        var team = Assert.Single(Decide(Reach.Team, false, Theirs).Messages);
        Assert.Null(ExitRules.Broken(team, Bank with { TeamNumbers = [Theirs] }));
        Assert.Equal("team-key", ExitRules.Broken(team, Bank)?.Code);
        Assert.Equal("team-key", ExitRules.Broken(team, null)?.Code);
    }

    [Fact]
    public void A_reach_that_is_not_known_goes_no_further_than_the_teams() => Assert.Empty(Decide((Reach)99).Messages);
}
