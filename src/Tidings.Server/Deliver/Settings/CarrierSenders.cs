using System.Collections.Frozen;
using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Who texts of one carrier are from: where it has a sender of its own in the number's country, that one; else the one that was decided.</summary>
internal sealed class CarrierSenders(CarrierOptions options)
{
    readonly FrozenDictionary<string, SenderId> _own = options.Senders.ToFrozenDictionary(static one => one.Key.ToUpperInvariant(), static one => new SenderId(one.Value), StringComparer.Ordinal);

    /// <summary>By country.</summary>
    public IReadOnlyDictionary<string, SenderId> All => _own;

    /// <summary>Null: it has none of its own for that number.</summary>
    public SenderId? Own(Msisdn to) => _own.Count > 0 && NumberingPlan.CountryOf(to) is { } country && _own.TryGetValue(country, out var own) ? own : null;

    public SenderId Of(Message message) => Own(message.To) ?? message.From;
}
