using Tidings.Core.Compose;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class When_a_text_cannot_be_written
{
    sealed class Refusing(Func<Draft, bool> refuses) : IComposer
    {
        public Composition Compose(Draft draft) => refuses(draft)
            ? new Composition.Refused(new(draft.Rule.Id, draft.Rule.Class, new("missing-value", "it is missing")))
            : new PlainComposer().Compose(draft);
    }

    static Given With(Func<Draft, bool> refuses) => new() { Book = Rulebook.Create(Bank, PresetAlerts.Rules, new Refusing(refuses), null, [])! };

    [Fact]
    public void The_transaction_does_not_count_as_told()
    {
        var given = With(static draft => draft.Event.Merchant is null);
        var pending = given.Posted(TransactionKind.CardPayment, 3, static e => e with { Pending = true, Reference = "R-1" });
        Assert.Equal(["card-payment:missing-value"], pending.NotTold());
        Assert.Equal(["card-payment"], given.Posted(TransactionKind.CardPayment, 3, static e => e with { Reference = "R-1", Merchant = "Shop" }).Told());
    }

    [Fact]
    public void The_crossing_does_not_count_as_told()
    {
        var refused = true;
        var given = With(draft => refused && draft.Rule.Id == "low-balance");
        given.Balance(60);
        refused = false;
        Assert.Equal(["low-balance"], given.Balance(59).Told());
    }

    [Fact]
    public void The_more_general_alert_speaks_in_its_place()
    {
        var given = With(static draft => draft.Rule.Id == "card-payment-abroad");
        var abroad = given.Posted(TransactionKind.CardPayment, 10, static e => e with { Country = "FR" });
        Assert.Equal(["card-payment"], abroad.Told());
        Assert.Equal(["card-payment-abroad:missing-value"], abroad.NotTold());
    }
}
