using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Verify;

namespace Tidings.Core.Events;

/// <summary>
/// What the bank says has happened, validated and normalised by intake. One flat record for all types: a type's schema says which
/// members it fills; rules and templates name members by their wire name. Never printed: it is personal data.
/// </summary>
[MemoryPackable]
public sealed partial record BankEvent
{
    /// <summary>CloudEvents <c>source</c>; with <see cref="Id"/> the identity that is accepted once in 72 hours.</summary>
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset Time { get; init; }

    /// <summary>The bank's customer id. Intake fills it: from the event, or one part a holder of <see cref="Account"/>.</summary>
    public required string Customer { get; init; }
    public string? Account { get; init; }

    public TransactionKind? Kind { get; init; }
    /// <summary>The transaction turned money towards the customer (true) or away (false), where the type has a direction.</summary>
    public bool? Credit { get; init; }
    public Money? Amount { get; init; }
    public Money? Balance { get; init; }
    /// <summary>Reserved, not booked yet.</summary>
    public bool Pending { get; init; }
    /// <summary>Who sent or received the money: a name as the bank shows it.</summary>
    public string? Counterparty { get; init; }
    public string? Merchant { get; init; }
    /// <summary>ISO 18245 merchant category code, four digits.</summary>
    public string? MerchantCategory { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    /// <summary>How: <c>pos</c>, <c>online</c>, <c>atm</c>, <c>branch</c>, <c>transfer</c>, <c>mobile</c>, <c>web</c> ...</summary>
    public string? Channel { get; init; }
    public string? Place { get; init; }
    public string? Device { get; init; }
    public bool NewDevice { get; init; }
    /// <summary>The purpose code of the bank transaction where it is known, for example <c>SALA</c> (ISO 20022 external purpose).</summary>
    public string? Purpose { get; init; }
    /// <summary>Last four digits of the card.</summary>
    public string? CardLast4 { get; init; }
    /// <summary>New status of a card (<c>blocked</c>, <c>unblocked</c>, ...), or approved/declined of an authorisation.</summary>
    public string? Status { get; init; }
    /// <summary>Why it was declined or changed, as the bank would say it to the customer.</summary>
    public string? Reason { get; init; }
    public string? Reference { get; init; }
    /// <summary>Which detail changed: <c>phone</c>, <c>email</c>, <c>address</c>.</summary>
    public string? Contact { get; init; }
    public Msisdn? OldPhone { get; init; }
    public Msisdn? NewPhone { get; init; }
    public Money? Limit { get; init; }
    /// <summary>The new profile, for <c>customer.updated</c>; see <see cref="ProfileKeeps"/>.</summary>
    public CustomerProfile? Profile { get; init; }
    /// <summary>The <c>data</c> object of a bank's own type, as JSON, for its template.</summary>
    public string? Data { get; init; }
    /// <summary>How far its texts may go: what intake knows of who brought it.</summary>
    public Reach Reach { get; init; }

    /// <summary>What <see cref="Profile"/> does not say: it stays as it is registered when the event is decided.</summary>
    public ProfileMembers ProfileKeeps { get; init; }

    /// <summary>The text, for <c>tidings.ad-hoc</c>.</summary>
    public AdHocText? AdHoc { get; init; }

    /// <summary>Whoever brought it wants nobody told: it is decided and remembered as if they were.</summary>
    public bool Untold { get; init; }

    /// <summary>The customer's text, for <c>tidings.reply.received</c>.</summary>
    public InboundReply? Reply { get; init; }

    /// <summary>The step, for <c>tidings.verification</c>.</summary>
    public VerificationStep? Verification { get; init; }

    /// <summary>Names the session of the bank's in which it happened.</summary>
    public string? Session { get; init; }

    /// <summary>The code that is sent if it begins a verification, drawn before it is decided. Null: it begins none.</summary>
    public VerificationStep? Begins { get; init; }

    /// <summary>The key of the question, for <c>tidings.fraud.due</c> and <c>tidings.fraud.decided</c>, whose <see cref="Status"/> is <c>fraud</c> or <c>genuine</c>.</summary>
    public ulong Question { get; init; }

    /// <summary>Whoever sent it waits for what is to be done about the payment.</summary>
    public bool Advised { get; init; }

    /// <summary>Somebody waits before a screen until it is decided: it is a step of a verification, or a payment that advice is asked on.</summary>
    [MemoryPackIgnore] public bool IsAwaited => Verification is not null || Advised;

    /// <summary>A part for another holder of the account: as a payment it is judged where the first one's part is, and counts once.</summary>
    public bool Unjudged { get; init; }

    /// <summary>The bank's id of the terminal or machine where a card was used.</summary>
    public string? Terminal { get; init; }

    /// <summary>Where it happened. Null: the bank does not say.</summary>
    public Coordinates? Coordinates { get; init; }

    public override string ToString() => $"{Type} (redacted)";
}
