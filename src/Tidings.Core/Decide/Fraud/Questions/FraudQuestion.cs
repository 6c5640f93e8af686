using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>A payment, as its customer is asked about it: it was unusual, or he denied the alert of it. His state holds it; it changes by <see cref="QuestionKept"/> alone.</summary>
[MemoryPackable]
public sealed partial record FraudQuestion
{
    /// <summary>How long one is remembered after it was asked: so long an answer may still come, and a booking is held against it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>The most of one customer that are remembered, and that are open at once.</summary>
    public const int Most = 12, MostOpen = 3;

    /// <summary>The most payments that belong to one.</summary>
    public const int MostGathered = 20;

    /// <summary>The key of the payment's event.</summary>
    public required ulong Key { get; init; }
    /// <summary>What the customer may answer with, 1 to 9: another one for each that is open. <see cref="FraudAsk"/> gives it, as it does the time.</summary>
    public byte Number { get; init; }
    public required AskedPayment Asked { get; init; }
    public required Payment Payment { get; init; }
    /// <summary>Further payments that looked as unusual at the same other end. Nobody was asked about them by themselves.</summary>
    public Payment[] Gathered { get; init; } = [];
    /// <summary>What the payment was judged to be: see <see cref="FraudJudgement"/>.</summary>
    public required double Points { get; init; }
    public FraudAdvice Advice { get; init; }
    /// <summary>Why, in English, for the bank's people.</summary>
    public string[] Reasons { get; init; } = [];
    public DateTimeOffset AskedAt { get; init; }
    public QuestionStatus Status { get; init; }
    /// <summary>When it was answered, or given up. Null: it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>When its next step falls due. Null: none does.</summary>
    public DateTimeOffset? Due { get; init; }
    public bool Reminded { get; init; }
    /// <summary>An answer that was not understood was answered by asking again, which happens once.</summary>
    public bool AskedAgain { get; init; }
    /// <summary>The row that it was asked with.</summary>
    public MessageId Row { get; init; }
    /// <summary>A person was called to it. The case has the row's id.</summary>
    public bool HasCase { get; init; }
    public AskedBecause AskedBecause { get; init; }

    [MemoryPackIgnore] public bool IsOpen => Status == QuestionStatus.Open;

    /// <summary>An answer still counts: it is open, was given up, or a person was called to it by what proves nothing.</summary>
    [MemoryPackIgnore] public bool TakesAnswer => Status is QuestionStatus.Open or QuestionStatus.Unanswered or QuestionStatus.Untrusted or QuestionStatus.Stopped;

    /// <param name="payment">The key of a payment's event.</param>
    public bool IsAbout(ulong payment) => Key == payment || Array.Exists(Gathered, one => one.Id == payment);

    /// <summary>A payment is at the same terminal, merchant, payee or device as one of these.</summary>
    public bool Shares(in Payment other)
    {
        if (Shares(Payment, other))
            return true;
        foreach (ref readonly var one in Gathered.AsSpan())
            if (Shares(one, other))
                return true;
        return false;
    }

    static bool Shares(in Payment one, in Payment other) =>
        (one.Terminal != 0 && one.Terminal == other.Terminal) || (one.Merchant != 0 && one.Merchant == other.Merchant)
        || (one.Payee != 0 && one.Payee == other.Payee) || (one.Device != 0 && one.Device == other.Device);

    public override string ToString() => $"fraud question {Status} (redacted)";
}

/// <summary>What the texts of a question say of its payment.</summary>
[MemoryPackable]
public sealed partial record AskedPayment
{
    public required string Source { get; init => field = SharedText.Of(value); }
    public required string Id { get; init; }
    public required string Type { get; init => field = SharedText.Of(value); }
    public required DateTimeOffset Time { get; init; }
    public required Money Amount { get; init; }
    public string? Account { get; init; }
    public string? Merchant { get; init; }
    public string? Counterparty { get; init; }
    public string? CardLast4 { get; init; }
    public string? Country { get; init => field = value is null ? null : SharedText.Of(value); }
    /// <summary>It was declined: who says that it was his is told to try again.</summary>
    public bool Declined { get; init; }

    internal static AskedPayment Of(BankEvent happened) => new()
    {
        Source = happened.Source, Id = happened.Id, Type = happened.Type, Time = happened.Time, Amount = happened.Amount!.Value, Account = happened.Account, Merchant = happened.Merchant,
        Counterparty = happened.Counterparty, CardLast4 = happened.CardLast4, Country = happened.Country, Declined = PaymentStage.IsDeclined(happened),
    };

    /// <summary>As an event that a template can name the members of.</summary>
    internal BankEvent AsEvent(BankEvent because) => because with
    {
        Time = Time, Amount = Amount, Account = Account, Merchant = Merchant, Counterparty = Counterparty, CardLast4 = CardLast4, Country = Country,
    };

    public override string ToString() => "asked payment (redacted)";
}

/// <summary>Why a customer is asked. The numbers are stored.</summary>
public enum AskedBecause : byte
{
    /// <summary>The payment was unusual.</summary>
    Unusual = 0,
    /// <summary>It was not, and he wrote NO after the alert of it.</summary>
    DeniedAlert,
}

/// <summary>How a question stands. The numbers are stored.</summary>
public enum QuestionStatus : byte
{
    Open = 0,
    /// <summary>The customer says that it was him.</summary>
    Confirmed,
    /// <summary>He says that it was not.</summary>
    Denied,
    /// <summary>He did not answer in time. An answer that comes later still counts.</summary>
    Unanswered,
    /// <summary>An answer came from a number that was changed lately: it proves nothing, and a person looks at it.</summary>
    Untrusted,
    /// <summary>He wrote STOP instead of an answer: a person looks at it.</summary>
    Stopped,
    /// <summary>There is nowhere to ask him.</summary>
    Unreachable,
}
