using System.Text.Json;
using CsCheck;
using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Customers;

public sealed class A_customers_state
{
    static readonly Gen<Func<Given, object>> AnyEvent = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 40], Gen.Int[-50, 300], Gen.Int[1, 3], (what, account, amount, reference) =>
        new Func<Given, object>(given =>
        {
            given.Now += TimeSpan.FromHours(3);
            return what switch
            {
                0 => given.Happened(EventTypes.CustomerClosed),
                1 => given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Ada with { Preferences = [new("balance-scheduled", null, account % 2 == 0, null)] } }),
                2 or 3 => given.Happened(EventTypes.BalanceReported, e => e with { Account = $"A-{account}", Balance = Eur(amount) }),
                _ => given.Posted(TransactionKind.CardPayment, Math.Abs(amount), e => e with
                {
                    Account = $"A-{account % 3}", Pending = what == 4, Reference = what == 5 ? $"R-{reference}" : null, Merchant = "Mill Cafe", Balance = Eur(amount),
                }),
            };
        }));

    [Fact]
    public void Is_the_same_after_a_replay_of_its_deltas() => Gen.Select(AnyEvent.List[0, 120], Gen.Int[0, 120]).Sample((events, cut) =>
    {
        var given = new Given();
        byte[]? early = null;
        for (var i = 0; i < events.Count; i++)
        {
            events[i](given);
            if (i == cut)
                early = given.State.Snapshot();
        }
        var journalled = given.Deltas.Select(delta => MemoryPackSerializer.Deserialize<StateDelta>(MemoryPackSerializer.Serialize(delta))!).ToArray();

        var replayed = new CustomerState { Id = "C-1" };
        foreach (var delta in journalled)
            replayed.Apply(delta);
        Assert.Equal(given.State.Snapshot(), replayed.Snapshot());

        if (early is null)
            return;
        var resumed = CustomerState.Restore(early);
        foreach (var delta in journalled.Skip(cut + 2))
            resumed.Apply(delta);
        Assert.Equal(given.State.Snapshot(), resumed.Snapshot());
    }, iter: 200);

    [Fact]
    public void Is_decided_upon_the_same_each_time() => AnyEvent.List[1, 60].Sample(events =>
    {
        var (one, other) = (new Given(), new Given());
        foreach (var happens in events)
        {
            var (first, second) = ((Tidings.Core.Decide.Decision)happens(one), (Tidings.Core.Decide.Decision)happens(other));
            Assert.Equal(first.Told(), second.Told());
            Assert.Equal(first.NotTold(), second.NotTold());
            Assert.Equal(Words(first.Delta), Words(second.Delta));
        }
    }, iter: 100);

    /// <summary>In words and not in bytes: between the members of a time in memory there are some that nobody sets.</summary>
    static IEnumerable<string> Words(StateDelta delta) => delta.Changes.Select(static change => $"{change.GetType().Name} {JsonSerializer.Serialize<object>(change)}");

    [Fact]
    public void Remembers_32_accounts_and_forgets_the_longest_untouched()
    {
        var given = new Given();
        for (var i = 0; i <= CustomerState.MostAccounts; i++)
        {
            given.Now += TimeSpan.FromMinutes(1);
            given.Happened(EventTypes.BalanceReported, e => e with { Account = $"A-{i}", Balance = Eur(500) });
        }
        Assert.Equal(CustomerState.MostAccounts, given.State.Accounts.Length);
        Assert.Null(given.State.FindAccount("A-0"));
        Assert.NotNull(given.State.FindAccount("A-1"));
    }

    [Fact]
    public void Has_nothing_due_for_an_account_that_it_has_forgotten()
    {
        var given = new Given(Ada with { Preferences = [new("balance-scheduled", "A-first", true, null)] });
        given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-first", Balance = Eur(500) });
        Assert.NotNull(given.State.NextDue);
        for (var i = 0; i < CustomerState.MostAccounts; i++)
        {
            given.Now += TimeSpan.FromMinutes(1);
            given.Happened(EventTypes.BalanceReported, e => e with { Account = $"A-{i}", Balance = Eur(500) });
        }
        Assert.Null(given.State.NextDue);
    }

    [Fact]
    public void Remembers_16_transactions_of_an_account()
    {
        var given = new Given();
        for (var i = 0; i < 17; i++)
            given.Posted(TransactionKind.CardPayment, i + 1, e => e with { Pending = true, Reference = $"R-{i}" });
        Assert.Equal(AccountState.MostTransactions, given.State.FindAccount("A-1")!.Recent.Length);
        Assert.Empty(given.Posted(TransactionKind.CardPayment, 2, e => e with { Reference = "R-1" }).Told());
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 1, e => e with { Reference = "R-0" }).Told());
    }
}
