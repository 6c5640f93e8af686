using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>One rule, where it comes from, and how sure we are of it. What it is about is the first half, what it says the second.</summary>
public sealed record PolicyRule
{
    /// <summary>Letters, digits, dots and hyphens, at most 40; unique among all packs in force. Reasons name it.</summary>
    public required string Id { get; init; }
    /// <summary>ISO 3166-1 alpha-2, <c>EU</c>, <c>EEA</c> or <c>*</c>, separated by commas.</summary>
    public required string Jurisdiction { get; init; }
    /// <summary>Whose jurisdiction counts.</summary>
    public JurisdictionOf Of { get; init; } = JurisdictionOf.Customer;
    /// <summary>Who sees to it. Only what the decision keeps has scope and params.</summary>
    public PolicyKeeper Kept { get; init; } = PolicyKeeper.Decision;
    /// <summary>How it is kept elsewhere, or why it is not kept yet. Null where the decision keeps it.</summary>
    public string? How { get; init; }
    /// <summary>Empty: all of them.</summary>
    public IReadOnlyList<MessageClass> Classes { get; init; } = [];
    /// <summary>Event types. Empty: all of them.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
    /// <summary>Only alerts that the bank sends on this legal basis, by its settings. Null: whatever the basis.</summary>
    public string? Basis { get; init; }
    /// <summary>True: only where the customer has switched the alert off.</summary>
    public bool Revoked { get; init; }
    /// <summary>All of them must be true of the written text.</summary>
    public IReadOnlyList<TextFact> Text { get; init; } = [];
    /// <summary>Of the event: all conditions of any one of the lists. Empty: always.</summary>
    public IReadOnlyList<IReadOnlyList<AlertCondition>> When { get; init; } = [];

    public required PolicyEffect Effect { get; init; }
    /// <summary>What the effect needs to know. Null for effects that need nothing.</summary>
    public PolicyParams? Params { get; init; }
    /// <summary>In force from the start of this day, UTC. Null: it always was.</summary>
    public DateOnly? Effective { get; init; }
    /// <summary>No more in force from the start of this day, UTC. Null: no end is known.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>The law, standard or notice, and its section.</summary>
    public required string Source { get; init; }
    public required PolicyConfidence Confidence { get; init; }
    public string? Note { get; init; }
}

[JsonConverter(typeof(KebabEnumConverter<JurisdictionOf>))]
public enum JurisdictionOf : byte
{
    /// <summary>The customer's: set on the profile, or the country of the number that the text goes to.</summary>
    Customer = 1,
    /// <summary>The bank's home country.</summary>
    Bank,
    /// <summary>Both lie in it.</summary>
    Both,
    /// <summary>One of them does.</summary>
    Either,
}

[JsonConverter(typeof(KebabEnumConverter<PolicyKeeper>))]
public enum PolicyKeeper : byte
{
    /// <summary>It is evaluated for each text.</summary>
    Decision = 1,
    /// <summary>Another part of the product keeps it for everybody.</summary>
    Product,
    /// <summary>Only the bank or its carrier can keep it.</summary>
    Bank,
    /// <summary>Nothing here keeps it yet.</summary>
    NotYet,
}

[JsonConverter(typeof(KebabEnumConverter<PolicyEffect>))]
public enum PolicyEffect : byte
{
    /// <summary>The text must not be sent.</summary>
    Deny = 1,
    /// <summary>The text is sent only if it is as the params want it.</summary>
    Require,
    /// <summary>The text is not sent; a must-send rule goes before.</summary>
    Suppress,
    /// <summary>The text is not sent: the bank must prove the customer by another means.</summary>
    StepUp,
    /// <summary>Not more than so many in a time.</summary>
    Limit,
    /// <summary>Not before the hours that are allowed.</summary>
    Defer,
    /// <summary>The customer cannot switch it off; no limit and no waiting holds it.</summary>
    MustSend,
    /// <summary>Other rules do not hold, unless the customer has revoked.</summary>
    Exempt,
    // What follows is said by rules that the decision does not keep.
    Audit, Retain, Store, Shred, Invalidate, Hold, Classify,
}

/// <summary>How a rule was established. It is a statement about our reading, and no legal advice.</summary>
[JsonConverter(typeof(KebabEnumConverter<PolicyConfidence>))]
public enum PolicyConfidence : byte
{
    /// <summary>The text of the law or standard was read.</summary>
    PrimaryTextRead = 1,
    /// <summary>Somebody's account of it was read.</summary>
    SecondarySourceRead,
    /// <summary>Known by memory; to be verified before it is relied on.</summary>
    FromMemoryVerify,
}

[JsonConverter(typeof(KebabEnumConverter<TextFact>))]
public enum TextFact : byte
{
    /// <summary>It holds something that a phone makes a link of.</summary>
    Link = 1,
    /// <summary>It holds a link that is none of those in the bank's settings.</summary>
    UnregisteredLink,
    /// <summary>It is sent under a name, not a number.</summary>
    NamedSender,
}
