using MemoryPack;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>A customer of a bank that seeks fraud: each delta applied as the journal gives it back, and told to the histories that span customers as a partition tells it.</summary>
internal sealed class AskedCustomer
{
    static long _rows = 10_000;
    readonly Counterparties _counterparties;
    ulong _event;

    public AskedCustomer(FraudRules? rules = null, Counterparties? counterparties = null, CustomerProfile? profile = null, IReadOnlyList<AlertRule>? alerts = null)
    {
        _counterparties = counterparties ?? new();
        var errors = new List<FieldError>();
        Book = Rulebook.Create(Given.Bank with { Hotline = "+44 20 7946 0000", HomeCountry = "GB" }, alerts ?? PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, errors, fraud: FraudBook.Create(rules ?? Live, null, errors))!;
        Assert.Empty(errors);
        State = new() { Id = "C-1" };
        Register(profile ?? Given.Ada);
    }

    /// <summary>Amounts from 500 on are asked about, whatever else.</summary>
    public static FraudRules Live { get; } = new() { Mode = FraudMode.Live, AskAt = 50, HighAmount = 500, Currency = "GBP" };

    public Rulebook Book { get; set; }
    public CustomerState State { get; private set; }
    public DateTimeOffset Now { get; set; } = Given.Noon;
    public Decision Last { get; private set; } = null!;
    public FraudQuestion Question => Assert.Single(State.Fraud!.Questions.ToArray());
    public FraudQuestion[] Questions => State.Fraud?.Questions.ToArray() ?? [];
    /// <summary>The texts of the last decision that are about the question.</summary>
    public IReadOnlyList<Message> Texts => [.. Last.Messages.Where(static message => message.Alert.StartsWith("fraud-", StringComparison.Ordinal) || message.Alert.StartsWith("reply-", StringComparison.Ordinal))];
    public Message Text => Assert.Single(Texts);

    public void Register(CustomerProfile profile) => Decide(new() { Source = "bank", Id = $"profile-{_event}", Type = EventTypes.CustomerUpdated, Time = Now, Customer = "C-1", Profile = profile with { Id = "C-1" } });

    public Decision Decide(BankEvent happened)
    {
        var decision = Decider.Decide(Book, State, null, happened, ++_event, Now, counterparties: _counterparties);
        var row = new MessageId(Interlocked.Add(ref _rows, 64));
        var delta = MemoryPackSerializer.Deserialize<StateDelta>(MemoryPackSerializer.Serialize(decision.Delta))!;
        State.Apply(delta, row);
        _counterparties.Apply(row, delta.Changes);
        return Last = decision;
    }

    public Decision Pay(decimal amount, string merchant = "SUN BOOKS", string type = EventTypes.CardAuthorisation, string status = "approved", DateTimeOffset? at = null, bool untold = false, string? counterparty = null, string? device = null, string? terminal = null, string? account = null, string currency = "GBP") => Decide(new()
    {
        Source = "bank", Id = $"pay-{_event}", Type = type, Time = at ?? Now, Customer = "C-1", Kind = type == EventTypes.TransactionPosted ? TransactionKind.CardPayment : null, Amount = new(amount, currency),
        Merchant = counterparty is null ? merchant : null, Counterparty = counterparty, Status = type == EventTypes.CardAuthorisation ? status : null, CardLast4 = "4242", Country = "GB", Untold = untold, Device = device, Terminal = terminal, Account = account,
    });

    public Decision Reply(string text, string? from = null, int sharers = 1, bool answered = true)
    {
        var read = Book.Keywords.Read(text);
        return Decide(new()
        {
            Source = "carrier", Id = $"reply-{_event}", Type = EventTypes.ReplyReceived, Time = Now, Customer = "C-1",
            Reply = new() { Text = text, From = new(from ?? Given.Ada.Phones[0].Digits), To = "60777", Carrier = "main", Meaning = read.Meaning, Keyword = read.Own, Language = read.Language, Fingerprint = StableHash.Of('t', text, _event), Sharers = sharers, Answered = answered },
        });
    }

    /// <summary>He is reminded of what he is asked, and does not answer.</summary>
    public void DoesNotAnswer()
    {
        Wait(TimeSpan.FromMinutes(15));
        Wait(TimeSpan.FromHours(2));
    }

    /// <summary>What our own clock raises now is decided.</summary>
    public void Wait(TimeSpan time)
    {
        Now += time;
        foreach (var due in Schedules.DueEvents(State, Now))
            Decide(due);
    }

    /// <summary>Out of memory and back.</summary>
    public void Restore() => State = CustomerState.Restore(State.Snapshot());

    public string Suppressed => string.Join(' ', Last.Suppressions.Select(static one => one.Reason.Code).Distinct(StringComparer.Ordinal));
}
