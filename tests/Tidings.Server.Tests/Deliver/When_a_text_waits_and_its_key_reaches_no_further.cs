using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Tests.Deliver;

/// <summary>How far a key's texts go is decided with the event; while they wait, the carriers and the team change.</summary>
public sealed class When_a_text_waits_and_its_key_reaches_no_further
{
    static readonly Msisdn Ada = new("447700900101");

    static readonly BankSettings Bank = new() { Name = "Example Bank", Sender = new("BANK"), HomeCountry = "GB" };

    /// <summary>A text of a key waits, in memory or in the store alone; then it may leave, if it still may.</summary>
    static async Task<(Carrier Carrier, MessageId Id)> Wait(Reach reach, bool inTheStore, Action<Carrier> change)
    {
        var carrier = await Carrier.Open(set: static options => options.Simulator = true, start: false, bank: Bank with { TeamNumbers = [Ada] });
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: Ada.Digits) with { Reach = reach })))[0];
        if (inTheStore)
            await carrier.Restart(start: false);
        change(carrier);
        carrier.Start();
        await carrier.Settled(id);
        return (carrier, id);
    }

    static async Task Stays(Carrier carrier, MessageId id)
    {
        Assert.Empty(carrier.Arrived);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Equal(HttpErrorTable.Withheld, Assert.Single((await carrier.Facts(id)).Submissions).Status);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_test_keys_does_not_leave_for_a_carrier_that_is_a_simulator_no_more(bool inTheStore)
    {
        var (carrier, id) = await Wait(Reach.Test, inTheStore, static carrier => carrier.Options.Simulator = false);
        await using (carrier)
            await Stays(carrier, id);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_team_keys_does_not_leave_for_a_number_that_is_the_teams_no_more(bool inTheStore)
    {
        var (carrier, id) = await Wait(Reach.Team, inTheStore, static carrier => carrier.Bank = Bank with { TeamNumbers = [new("447700900102")] });
        await using (carrier)
            await Stays(carrier, id);
    }

    [Theory]
    [InlineData(Reach.Test, false), InlineData(Reach.Test, true), InlineData(Reach.Team, false), InlineData(Reach.Team, true)]
    public async Task Where_nothing_has_changed_both_leave(Reach reach, bool inTheStore)
    {
        var (carrier, _) = await Wait(reach, inTheStore, static _ => { });
        await using (carrier)
            Assert.Equal(["hello"], carrier.Arrived);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_live_keys_leaves_whatever_the_carrier_is_and_whoever_is_in_the_team(bool inTheStore)
    {
        var (carrier, _) = await Wait(Reach.Live, inTheStore, static carrier => (carrier.Options.Simulator, carrier.Bank) = (false, Bank));
        await using (carrier)
            Assert.Equal(["hello"], carrier.Arrived);
    }
}
