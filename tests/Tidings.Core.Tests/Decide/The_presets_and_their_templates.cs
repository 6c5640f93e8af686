using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

/// <summary>The presets with their real templates: every alert yields a text in every language that is offered.</summary>
public sealed class The_presets_and_their_templates
{
    static readonly AlertPreference[] Wishes = [new("payment-initiated", null, true, null), new("balance-scheduled", null, true, null)];

    static BankEvent Happened(string type, Func<BankEvent, BankEvent>? with = null)
    {
        var happened = new BankEvent { Source = "bank", Id = "1", Type = type, Time = Noon, Customer = "C-1" };
        return with is null ? happened : with(happened);
    }

    static BankEvent Posted(TransactionKind kind, decimal amount = 12.30m, Func<BankEvent, BankEvent>? with = null)
    {
        var happened = Happened(EventTypes.TransactionPosted, e => e with { Account = "A-1", Kind = kind, Amount = Eur(amount) });
        return with is null ? happened : with(happened);
    }

    static BankEvent Balance(decimal balance) => Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(balance) });

    static IEnumerable<BankEvent> OneOfEach() =>
    [
        Posted(TransactionKind.Deposit),
        Posted(TransactionKind.Deposit, 2400, e => e with { Purpose = "SALA" }),
        Posted(TransactionKind.Withdrawal),
        Posted(TransactionKind.TransferIn),
        Posted(TransactionKind.TransferOut),
        Posted(TransactionKind.CardPayment, 12.30m, e => e with { Merchant = "Corner Bakery" }),
        Posted(TransactionKind.CardPayment, 12.30m, e => e with { Merchant = "Corner Bakery" }),
        Posted(TransactionKind.CardPayment, 5, e => e with { Country = "FR" }),
        Posted(TransactionKind.CardPayment, 6, e => e with { Channel = "online" }),
        Happened(EventTypes.CardAuthorisation, e => e with { Status = "declined", Amount = Eur(10) }),
        Posted(TransactionKind.Fee),
        Posted(TransactionKind.Refund),
        Posted(TransactionKind.Reversal, 10, e => e with { Credit = true }),
        Posted(TransactionKind.TransferOut, 5000),
        Balance(80),
        Balance(20),
        Balance(-5),
        Happened(EventTypes.BalanceDue, e => e with { Account = "A-1" }),
        Happened(EventTypes.PasswordChanged),
        Happened(EventTypes.ContactChanged, e => e with { Contact = "phone", NewPhone = new("15005550007") }),
        Happened(EventTypes.DeviceAdded),
        Happened(EventTypes.Login, e => e with { NewDevice = true }),
        Happened(EventTypes.PayeeAdded),
        Happened(EventTypes.CardStatusChanged, e => e with { Status = "blocked" }),
        Happened(EventTypes.CardStatusChanged, e => e with { Status = "unblocked" }),
        Happened(EventTypes.PaymentInitiated, e => e with { Account = "A-1", Amount = Eur(10) }),
    ];

    [Theory, InlineData("en"), InlineData("es"), InlineData("tr"), InlineData("hi"), InlineData("ar")]
    public void Yield_a_text_each(string language)
    {
        var given = new Given(Ada with { Language = language, Preferences = Wishes });
        var pipeline = new EventPipeline(Rulebook.Create(Bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [])!);
        var told = new HashSet<string>();
        ulong key = 1000;
        foreach (var happened in OneOfEach())
        {
            var decided = pipeline.Decide(given.State, null, happened, key++, Noon);
            given.State.Apply(decided.Delta);
            Assert.All(decided.Messages, message => Assert.StartsWith($"{message.Alert}/{language}/", message.Template, StringComparison.Ordinal));
            Assert.All(decided.Suppressions, suppression => Assert.Contains(suppression.Reason.Code, (string[])["shadowed", "still-crossed"]));
            told.UnionWith(decided.Messages.Select(message => message.Alert));
        }
        // What gathers tells at its hour: When_debits_are_small.
        Assert.Equal(PresetAlerts.Rules.Where(rule => !rule.IsOn(EventTypes.DigestDue)).Select(rule => rule.Id).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }
}
