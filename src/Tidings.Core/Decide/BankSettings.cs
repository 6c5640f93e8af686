using Tidings.Core.Customers;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>What one bank has set for all of its customers. A document that the bank edits; immutable once read.</summary>
public sealed record BankSettings
{
    /// <summary>As a text names the bank.</summary>
    public required string Name { get; init; }
    /// <summary>Where a customer calls at any hour, as texts show it: <c>+44 20 7946 0000</c>. Null: texts only say to call.</summary>
    public string? Hotline { get; init; }
    /// <summary>Who texts are from.</summary>
    public required SenderId Sender { get; init; }
    /// <summary>The sender registered in a country, for numbers of that country: ISO 3166-1 alpha-2 to the sender.</summary>
    public IReadOnlyDictionary<string, SenderId> Senders { get; init; } = new Dictionary<string, SenderId>();
    /// <summary>
    /// Further senders that are registered in a country, of which a carrier may have one of its own there: ISO 3166-1 alpha-2 to senders. Which carrier has which is its options' to say; without one
    /// nothing is from them.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SenderId>> FurtherSenders { get; init; } = new Dictionary<string, IReadOnlyList<SenderId>>();
    /// <summary>What becomes of a text to a country that <see cref="Senders"/> does not name.</summary>
    public OtherCountries OtherCountries { get; init; } = OtherCountries.DefaultSender;
    /// <summary>ISO 3166-1 alpha-2: card payments elsewhere are abroad.</summary>
    public required string HomeCountry { get; init; }
    /// <summary>BCP 47. For customers whose language no template has.</summary>
    public string DefaultLanguage { get; init; } = "en";
    /// <summary>IANA. For customers whose time zone is missing or unknown.</summary>
    public string DefaultTimeZone { get; init; } = "Etc/UTC";
    /// <summary>For customers who have set none. Null: none.</summary>
    public QuietHours? QuietHours { get; init; }
    /// <summary>The numbers that texts of team keys may go to, at most 200. Default: none.</summary>
    public IReadOnlyList<Msisdn> TeamNumbers { get; init; } = [];
    /// <summary>Which rules of law and standard hold for the bank. Null: none.</summary>
    public BankPolicies? Policies { get; init; }
    /// <summary>What is taken for a mistake of whoever sends the events.</summary>
    public TextLimits Limits { get; init; } = new();
    /// <summary>The classes that wait for the end of quiet hours. Codes, fraud and security never wait, whatever is written here.</summary>
    public IReadOnlyList<MessageClass> WaitingClasses { get; init; } = [MessageClass.Balance, MessageClass.Awareness, MessageClass.Promotional, MessageClass.AdHoc];
}
