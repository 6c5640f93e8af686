using Tidings.Core.Decide;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Limits;

public sealed class When_a_text_is_one_too_many
{
    static TextLimits Limits(int identical, int toANumber) =>
        new() { Identical = new(identical, TimeSpan.FromMinutes(10)), ToANumber = new(toANumber, TimeSpan.FromHours(1)) };

    static Given Bank(int identical = 0, int toANumber = 0) => new(bank: Given.Bank with { Limits = Limits(identical, toANumber) }) { Counts = new TextCounters() };

    [Fact]
    public void The_fifth_identical_text_goes_and_the_sixth_does_not_until_its_time_is_over()
    {
        var given = Bank(identical: 5);
        for (var i = 0; i < 5; i++)
            Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 10 + i).Told());
        Assert.Equal(["deposit:identical-text"], given.Posted(TransactionKind.Deposit, 20).NotTold());
        given.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1);
        Assert.Equal(["deposit:identical-text"], given.Posted(TransactionKind.Deposit, 21).NotTold());
        given.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 22).Told());
    }

    [Fact]
    public void Another_text_to_the_same_number_goes()
    {
        var given = Bank(identical: 1);
        Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 10).Told());
        Assert.Equal(["withdrawal"], given.Posted(TransactionKind.Withdrawal, 10).Told());
        Assert.Empty(given.Posted(TransactionKind.Deposit, 11).Told());
    }

    [Fact]
    public void A_number_is_counted_whichever_customer_it_is_registered_for()
    {
        var given = Bank(toANumber: 3);
        var another = new Given(bank: given.Book.Bank) { Counts = given.Counts };
        Assert.Single(given.Posted(TransactionKind.Deposit, 10).Told());
        Assert.Single(another.Posted(TransactionKind.Withdrawal, 10).Told());
        Assert.Single(given.Posted(TransactionKind.Withdrawal, 11).Told());
        Assert.Equal(["deposit:too-many-to-number"], another.Posted(TransactionKind.Deposit, 12).NotTold());
    }

    [Theory]
    [InlineData(MessageClass.OneTimeCode), InlineData(MessageClass.Fraud), InlineData(MessageClass.Security)]
    public void A_text_of_a_class_that_protects_is_neither_held_back_nor_counted(MessageClass of)
    {
        var rules = Given.PresetsWith("deposit", rule => rule with { Class = of });
        var given = new Given(bank: Given.Bank with { Limits = Limits(1, 1) }, rules: rules) { Counts = new TextCounters() };
        for (var i = 0; i < 5; i++)
            Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 10).Told());
        Assert.Equal(["withdrawal"], given.Posted(TransactionKind.Withdrawal, 10).Told());
        Assert.Equal(["transfer-in:too-many-to-number"], given.Posted(TransactionKind.TransferIn, 10).NotTold());
    }

    [Fact]
    public void Fraud_and_security_are_neither_held_back_nor_counted()
    {
        var given = Bank(identical: 1, toANumber: 1);
        for (var i = 0; i < 3; i++)
            Assert.Equal(["payee-added"], given.Happened(EventTypes.PayeeAdded, happened => happened with { Id = $"p{i}" }).Told());
        Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 10).Told());
    }

    [Fact]
    public void What_is_held_back_leaves_no_crossing_behind_so_that_the_next_balance_tells_it()
    {
        var rules = Given.PresetsWith("low-balance", rule => rule with { Threshold = rule.Threshold! with { Defaults = new Dictionary<string, decimal> { ["EUR"] = 100 } } });
        var given = new Given(bank: Given.Bank with { Limits = Limits(0, 1) }, rules: rules) { Counts = new TextCounters() };
        Assert.Single(given.Posted(TransactionKind.Deposit, 10).Told());
        Assert.Equal(["low-balance:too-many-to-number"], given.Balance(50).NotTold());
        given.Now += TimeSpan.FromHours(1);
        Assert.Equal(["low-balance"], given.Balance(49).Told());
    }

    [Fact]
    public void What_another_rule_keeps_back_is_not_counted()
    {
        var pack = """{"id":"ours","title":"Ours","rules":[{"id":"O-1","jurisdiction":"US","effect":"deny","when":[[{"field":"amount","op":"above","value":100}]],"source":"a lawyer","confidence":"primary-text-read"}]}"""u8.ToArray();
        var errors = new List<FieldError>();
        var bank = Given.Bank with { Limits = Limits(0, 1), Policies = new() { Packs = ["ours"] } };
        var book = Rulebook.Create(bank, PresetAlerts.Rules, new Given.PlainComposer(), null, errors, PolicyBook.Create(bank, [PolicyPackReader.Read(pack, errors)!], errors));
        Assert.Empty(errors);
        var given = new Given(Given.Ada with { Country = "US" }, bank) { Counts = new TextCounters(), Book = book! };
        Assert.Equal(["deposit:policy-deny"], given.Posted(TransactionKind.Deposit, 101).NotTold());
        Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 99).Told());
    }

    [Fact]
    public void What_the_law_says_must_be_sent_goes_all_the_same()
    {
        var pack = """{"id":"ours","title":"Ours","rules":[{"id":"O-1","jurisdiction":"US","effect":"must-send","classes":["transaction"],"source":"a lawyer","confidence":"primary-text-read"}]}"""u8.ToArray();
        var errors = new List<FieldError>();
        var bank = Given.Bank with { Limits = Limits(1, 1), Policies = new() { Packs = ["ours"] } };
        var book = Rulebook.Create(bank, PresetAlerts.Rules, new Given.PlainComposer(), null, errors, PolicyBook.Create(bank, [PolicyPackReader.Read(pack, errors)!], errors));
        Assert.Empty(errors);
        var given = new Given(Given.Ada with { Country = "US" }, bank) { Counts = new TextCounters(), Book = book! };
        for (var i = 0; i < 3; i++)
            Assert.Equal(["deposit"], given.Posted(TransactionKind.Deposit, 10 + i).Told());
    }

    [Fact]
    public void What_could_not_be_stored_is_counted_for_nobody()
    {
        var counts = new TextCounters();
        var pipeline = new EventPipeline(Given.BookOf(Given.Bank with { Limits = Limits(1, 1) }, PresetAlerts.Rules)) { Counts = counts };
        var state = new Given().State;
        var happened = new BankEvent { Source = "bank", Id = "1", Type = EventTypes.TransactionPosted, Time = Given.Noon, Customer = "C-1", Account = "A-1", Kind = TransactionKind.Deposit, Amount = Given.Eur(1) };
        var message = Assert.Single(pipeline.Decide(state, null, happened, 7, Given.Noon).Messages);
        Assert.Empty(pipeline.Decide(state, null, happened with { Id = "2" }, 8, Given.Noon).Messages);
        pipeline.NotStored(happened, message);
        Assert.Single(pipeline.Decide(state, null, happened, 7, Given.Noon).Messages);
        Assert.Empty(pipeline.Decide(state, null, happened with { Id = "2" }, 8, Given.Noon).Messages);
    }

    [Theory]
    [InlineData(Reach.Test), InlineData(Reach.Team)]
    public void Texts_of_test_and_team_keys_count_for_no_customer(Reach reach)
    {
        var given = Bank(toANumber: 1);
        given.Posted(TransactionKind.Deposit, 10, happened => happened with { Reach = reach });
        Assert.Equal(["withdrawal"], given.Posted(TransactionKind.Withdrawal, 10).Told());
    }

    [Fact]
    public void A_text_that_somebody_wrote_is_counted_too()
    {
        var given = Bank(toANumber: 1);
        Assert.Single(given.Posted(TransactionKind.Deposit, 10).Told());
        var written = given.Happened(EventTypes.AdHoc, happened => happened with { AdHoc = new("The branch is closed today.", TimeSpan.FromHours(1), "key:1", "closed") });
        Assert.Equal(["ad-hoc:too-many-to-number"], written.NotTold());
    }
}
