using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_much_falls_due
{
    const int Customers = 1_100;

    [Theory]
    [InlineData(1_000_000, 1)]
    // More than memory may hold: those that are read early are forgotten or left, and raised when their time has come.
    [InlineData(1_000, 3)]
    public async Task All_scheduled_balances_are_told_within_a_few_pulses_after_a_restart_in_few_commits(int resident, int pulses)
    {
        await using var partition = await OwnedPartition.Open();
        partition.Options.ResidentCustomers = resident;
        var bank = new BankSettings { Name = "B", Sender = new("B"), HomeCountry = "GB" };
        partition.Pipeline = new EventPipeline(Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!);
        var owner = await partition.Take();
        foreach (var some in Enumerable.Range(0, Customers).Chunk(200))
            await owner.Accept([.. some.SelectMany(i => new[] { Asking($"c{i}"), Balance($"c{i}", partition.Time.GetUtcNow()) })]);
        await partition.WriteSnapshots(owner);
        var fresh = await partition.Take();
        partition.Time.Advance(TimeSpan.FromMinutes(119));
        await fresh.PulseToTheEnd();
        partition.Time.Advance(TimeSpan.FromMinutes(2));
        var before = (await partition.Journal()).Count;
        var told = partition.Lowest.Count;
        for (var pulse = 0; pulse < pulses; pulse++)
        {
            await fresh.PulseToTheEnd();
            partition.Time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(Customers, (await partition.Journal()).Count - before);
        // Twice for each commit: before it and after.
        Assert.InRange(partition.Lowest.Count - told, 2, Customers / 20);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Small_debits_that_were_gathered_are_told_once_at_their_hour_also_after_a_restart(bool snapshots)
    {
        await using var partition = await OwnedPartition.Open();
        var bank = new BankSettings { Name = "B", Sender = new("B"), HomeCountry = "GB" };
        partition.Pipeline = new EventPipeline(Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!);
        var owner = await partition.Take();
        var asking = OwnedPartition.Registered("c1");
        await owner.Accept([asking with { Profile = asking.Profile! with { TimeZone = "Etc/UTC", Preferences = [new("small-debits", null, true, 20)] } }]);
        await owner.Accept([Debit("1", partition.Time.GetUtcNow()), Debit("2", partition.Time.GetUtcNow())]);
        Assert.Empty(partition.Offered);
        if (snapshots)
            await partition.WriteSnapshots(owner);
        // 10:00 by now, and they are told at 18:00.
        var fresh = await partition.Take();
        partition.Time.Advance(TimeSpan.FromMinutes(479));
        await fresh.PulseToTheEnd();
        Assert.Empty(partition.Offered);
        partition.Time.Advance(TimeSpan.FromMinutes(1));
        await fresh.PulseToTheEnd();
        Assert.Single(partition.Offered);
        // Whoever takes it over then does not tell it again.
        var last = await partition.Take();
        partition.Time.Advance(TimeSpan.FromMinutes(2));
        await last.PulseToTheEnd();
        Assert.Single(partition.Offered);
    }

    static BankEvent Debit(string id, DateTimeOffset at) => new()
    {
        Source = "/test", Id = id, Type = EventTypes.TransactionPosted, Customer = "c1", Account = "a-1", Time = at, Kind = TransactionKind.CardPayment, Amount = new Money(3, "GBP"),
    };

    static BankEvent Asking(string customer) => OwnedPartition.Registered(customer) with
    {
        Profile = new()
        {
            Id = customer, Name = "Ada", Phones = [new("447700900101")], Language = "en", TimeZone = "Etc/UTC",
            Preferences = [new("balance-scheduled", null, null, null, new(ScheduleEvery.Day, 1, new(12, 0)))],
        },
    };

    static BankEvent Balance(string customer, DateTimeOffset at) => new()
    {
        Source = "/test", Id = $"balance-{customer}", Type = EventTypes.BalanceReported, Customer = customer, Account = $"a-{customer}", Time = at, Balance = new Money(5_000, "GBP"),
    };
}
