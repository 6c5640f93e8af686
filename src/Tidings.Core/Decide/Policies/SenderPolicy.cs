using System.Text.Json.Serialization;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>
/// Who a text is from, by the country of the number that it goes to. Many countries let a name stand above a text only where it was registered
/// there, and replace or block any other; and a customer who has seen the bank under three names cannot tell a fraudster's fourth.
/// </summary>
static class SenderPolicy
{
    /// <returns>Null: none is registered in the number's country, and the bank sends under no other there.</returns>
    public static SenderId? For(BankSettings bank, Msisdn to)
    {
        var anywhere = bank.OtherCountries == OtherCountries.DefaultSender;
        if (bank.Senders.Count == 0 && anywhere)
            return bank.Sender;
        if (NumberingPlan.CountryOf(to) is { } country && bank.Senders.TryGetValue(country, out var registered))
            return registered;
        return anywhere ? bank.Sender : null;
    }

    /// <summary>Whether it may stand above a text to a number of this country: it is the bank's own there, or one of the further ones.</summary>
    public static bool MayStand(BankSettings bank, string country, SenderId sender) =>
        (bank.Senders.TryGetValue(country, out var registered) ? registered == sender : bank.OtherCountries == OtherCountries.DefaultSender && bank.Sender == sender)
        || (bank.FurtherSenders.TryGetValue(country, out var further) && further.Contains(sender));
}

/// <summary>What becomes of a text to a country for which no sender is registered.</summary>
[JsonConverter(typeof(KebabEnumConverter<OtherCountries>))]
public enum OtherCountries : byte
{
    /// <summary>It goes out under the bank's own sender.</summary>
    DefaultSender = 1,
    /// <summary>It is not sent; the suppression's reason is <c>no-sender</c>.</summary>
    Suppress,
}
