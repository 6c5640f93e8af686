using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class The_event_pipeline
{
    static readonly BankEvent Fee = new()
    {
        Source = "bank", Id = "1", Type = EventTypes.TransactionPosted, Time = Noon, Customer = "C-1", Account = "A-1", Kind = TransactionKind.Fee, Amount = Eur(3),
    };

    static Decided Decide(IComposer composer)
    {
        var pipeline = new EventPipeline(Rulebook.Create(Bank, PresetAlerts.Rules, composer, null, [])!);
        return pipeline.Decide(new Given().State, null, Fee, 7, Noon);
    }

    [Fact]
    public void Composes_what_was_decided()
    {
        var message = Assert.Single(Decide(new PlainComposer()).Messages);
        Assert.Equal(("fee", new Msisdn("15005550006"), Noon.AddHours(24)), (message.Alert, message.To, message.ValidUntil));
        Assert.NotEmpty(message.Reasons);
    }

    [Fact]
    public void Records_what_no_text_could_be_written_for()
    {
        var decided = Decide(new RefusingComposer());
        Assert.Empty(decided.Messages);
        Assert.Contains(decided.Suppressions, s => s is { Alert: "fee", Reason.Code: "no-template" });
        Assert.Equal(7ul, decided.Delta.EventKey);
    }

    [Fact]
    public void Changes_no_state_itself()
    {
        var given = new Given();
        var before = given.State.Snapshot();
        new EventPipeline(given.Book).Decide(given.State, null, Fee, 7, Noon);
        Assert.Equal(before, given.State.Snapshot());
    }

    [Fact]
    public void Takes_a_new_rulebook_with_the_next_event()
    {
        var given = new Given();
        var pipeline = new EventPipeline(given.Book) { Rulebook = BookOf(Bank, PresetsWith("fee", rule => rule with { Enabled = false })) };
        Assert.Empty(pipeline.Decide(given.State, null, Fee, 7, Noon).Messages);
    }

    sealed class RefusingComposer : IComposer
    {
        public Composition Compose(Draft draft) => new Composition.Refused(new(draft.Rule.Id, draft.Rule.Class, new("no-template", "there is no template")));
    }
}
