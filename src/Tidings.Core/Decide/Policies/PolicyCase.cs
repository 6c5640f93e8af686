using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>An alert about to be told to one number: what rules are asked about.</summary>
/// <param name="country">The customer's jurisdiction; null: none is known.</param>
/// <param name="stopping">As it will be once the customer has ended texts by a reply.</param>
internal readonly struct PolicyCase(in Facts facts, AlertRule alert, CustomerProfile profile, string? country, bool stopping = false)
{
    readonly bool _stopped = stopping || facts.State.Stopped;

    public readonly BankSettings Bank = facts.Book.Bank;
    public readonly BankEvent Event = facts.Event;
    public readonly CustomerState State = facts.State;
    public readonly DateTimeOffset Now = facts.Now;
    public readonly AlertRule Alert = alert;
    public readonly CustomerProfile Profile = profile;
    public readonly string? Country = country;

    /// <summary>The customer has switched this alert off, opted out of marketing where it is that, or ended texts by a reply; an answer is asked for each time.</summary>
    public bool Revoked => Alert.Class != MessageClass.Reply && (_stopped || Wishes.Of(Profile, Alert.Id, Event.Account).Enabled == false || (Alert.Class == MessageClass.Promotional && Profile.MarketingOptOut));
}
