using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Deliver;

namespace Tidings.Server.Deliver.Settings;

/// <summary>The senders that carriers have of their own, all carriers together.</summary>
internal sealed class OwnSenders(CarrierNames names, IOptionsMonitor<CarrierOptions> options)
{
    readonly Lazy<(string Section, CarrierSenders Senders)[]> _carriers = new(() =>
        [.. names.All.Select(CarrierNames.OptionsName).Select(name => (CarrierNames.SectionOf(name), new CarrierSenders(options.Get(name))))]);

    /// <summary>Whether texts to this number may have been from there, by some carrier. Compared as phones write it.</summary>
    public bool MayHaveStood(Msisdn number, string address) =>
        Array.Exists(_carriers.Value, carrier => carrier.Senders.Own(number) is { } own && own.Value.Equals(address.TrimStart('+'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that the settings in force do not have, a sentence each: texts by that carrier would be withheld at the exit.</summary>
    public IReadOnlyList<string> Unregistered(BankSettings bank) =>
    [
        .. from carrier in _carriers.Value
           from own in carrier.Senders.All
           where !ExitRules.IsRegistered(bank, own.Key, own.Value)
           select $"{carrier.Section}:Senders:{own.Key}: {own.Value} is not registered in {own.Key} by the bank's settings. Start without it, add it to furtherSenders.{own.Key} of /v1/settings, and write it here again.",
    ];
}
