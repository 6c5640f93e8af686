using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Deliver;
using Tidings.Core.Events;

namespace Tidings.Server.Deliver.Settings;

/// <summary>The senders that carriers have of their own, all carriers together.</summary>
internal sealed class OwnSenders(CarrierNames names, IOptionsMonitor<CarrierOptions> options)
{
    readonly Lazy<(string Section, CarrierSenders Senders)[]> _carriers = new(() =>
        [.. names.All.Select(CarrierNames.OptionsName).Select(name => (CarrierNames.SectionOf(name), new CarrierSenders(options.Get(name))))]);

    /// <summary>Whether texts to this number may have been from there, by some carrier. Compared as phones write it.</summary>
    public bool MayHaveStood(Msisdn number, string address) =>
        Array.Exists(_carriers.Value, carrier => carrier.Senders.Own(number) is { } own && own.Value.Equals(address.TrimStart('+'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that the settings in force do not have, a sentence each: texts to that country do not leave by that carrier.</summary>
    public IReadOnlyList<string> Unregistered(BankSettings bank) =>
    [
        .. from carrier in _carriers.Value
           from own in carrier.Senders.All
           where !ExitRules.IsRegistered(bank, own.Key, own.Value)
           select $"{carrier.Section}:Senders:{own.Key}: {own.Value} is not registered in {own.Key} by the bank's settings. Add it to furtherSenders.{own.Key} of /v1/settings, or take it out here; until then no text to that country leaves by this carrier.",
    ];

    /// <summary>Those that the settings in force have, and the next would not.</summary>
    public IReadOnlyList<FieldError> Dropped(BankSettings inForce, BankSettings next) =>
    [
        .. from carrier in _carriers.Value
           from own in carrier.Senders.All
           where ExitRules.IsRegistered(inForce, own.Key, own.Value) && !ExitRules.IsRegistered(next, own.Key, own.Value)
           select new FieldError(
               $"furtherSenders.{own.Key}", FieldCodes.Missing, $"{own.Value} is not registered there any more, and {carrier.Section}:Senders:{own.Key} is that sender.",
               "Keep it, or take it out of the configuration first and start the node again."),
    ];
}
