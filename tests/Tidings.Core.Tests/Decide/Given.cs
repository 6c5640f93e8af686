using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide;

/// <summary>A bank with its presets and one customer, to whom events happen one after the other: decided, then applied.</summary>
internal sealed class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly BankSettings Bank = new() { Name = "Example Bank", Sender = new("EXAMPLE"), HomeCountry = "DE", DefaultTimeZone = "Europe/Berlin" };

    public static readonly CustomerProfile Ada = new()
    {
        Id = "C-1", Name = "Ada Jensen", Phones = [new("15005550006")], Language = "en", TimeZone = "Europe/Berlin",
    };

    ulong _key;

    public Given(CustomerProfile? profile = null, BankSettings? bank = null, IReadOnlyList<AlertRule>? rules = null, Account? account = null)
    {
        Book = BookOf(bank ?? Bank, rules ?? PresetAlerts.Rules);
        Account = account;
        Decide(new BankEvent { Source = "bank", Id = "0", Type = EventTypes.CustomerUpdated, Time = Now, Customer = "C-1", Profile = profile ?? Ada });
    }

    public Rulebook Book { get; set; }
    public CustomerState State { get; private set; } = new() { Id = "C-1" };
    public Account? Account { get; set; }
    /// <summary>Null: no text is one too many.</summary>
    public ITextCounts? Counts { get; set; }
    public DateTimeOffset Now { get; set; } = Noon;
    public List<StateDelta> Deltas { get; } = [];

    public static Rulebook BookOf(BankSettings bank, IReadOnlyList<AlertRule> rules)
    {
        var errors = new List<FieldError>();
        var book = Rulebook.Create(bank, rules, new PlainComposer(), null, errors);
        Assert.Empty(errors);
        return book!;
    }

    public static IReadOnlyList<AlertRule> PresetsWith(string id, Func<AlertRule, AlertRule> change) =>
        [.. PresetAlerts.Rules.Select(rule => rule.Id == id ? change(rule) : rule)];

    public static Money Eur(decimal amount) => new(amount, "EUR");

    public Decision Decide(BankEvent happened)
    {
        var decision = Decider.Decide(Book, State, Account, happened, ++_key, Now, counts: Counts);
        State.Apply(decision.Delta);
        Deltas.Add(decision.Delta);
        return decision;
    }

    public Decision Posted(TransactionKind kind, decimal amount, Func<BankEvent, BankEvent>? with = null) => Decide(Change(new()
    {
        Source = "bank", Id = $"{_key}", Type = EventTypes.TransactionPosted, Time = Now, Customer = "C-1", Account = "A-1", Kind = kind, Amount = Eur(amount),
    }, with));

    public Decision Happened(string type, Func<BankEvent, BankEvent>? with = null) => Decide(Change(new()
    {
        Source = "bank", Id = $"{_key}", Type = type, Time = Now, Customer = "C-1",
    }, with));

    public Decision Balance(decimal balance) => Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(balance) });

    static BankEvent Change(BankEvent happened, Func<BankEvent, BankEvent>? with) => with is null ? happened : with(happened);

    internal sealed class PlainComposer : IComposer
    {
        public Composition Compose(Draft draft) => new Composition.Composed(new Message
        {
            Alert = draft.Rule.Id, Class = draft.Rule.Class, Template = $"{draft.Rule.Template}/en/1", To = draft.To, From = draft.Bank.Sender,
            Text = draft.Rule.Title, NotBefore = draft.NotBefore, ValidUntil = draft.ValidUntil, Reasons = draft.Reasons, Account = draft.Event.Account,
        });
    }
}

internal static class DecisionReading
{
    public static string[] Told(this Decision decision) => [.. decision.Drafts.Select(draft => draft.Rule.Id).Order(StringComparer.Ordinal)];
    /// <summary><c>alert:reason</c> each.</summary>
    public static string[] NotTold(this Decision decision) => [.. decision.Suppressions.Select(s => $"{s.Alert}:{s.Reason.Code}").Order(StringComparer.Ordinal)];
}
