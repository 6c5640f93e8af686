using System.Text;
using Tidings.Core.Decide;
using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Settings;

/// <summary>The senders under which the bank is known to the carrier: those of the settings in force, and the carrier's numbers for replies.</summary>
internal sealed class SenderRegister(Func<BankSettings> bank)
{
    Known? _known;

    public SenderRegister(RulebookHolder holder) : this(() => holder.Pipeline.Rulebook.Bank)
    {
    }

    sealed record Known(BankSettings Of, HashSet<string> Addresses);

    public BankSettings Bank => bank();

    /// <summary>Whether texts to this address are for us. Compared as phones write it: letters in any case, digits without a plus.</summary>
    public bool IsOurs(ReadOnlySpan<byte> address, string[] numbers)
    {
        var addresses = Addresses();
        var written = Encoding.Latin1.GetString(address).TrimStart('+');
        return addresses.Contains(written) || Array.Exists(numbers, number => number.TrimStart('+') == written);
    }

    HashSet<string> Addresses()
    {
        var now = bank();
        if (_known is { } known && ReferenceEquals(known.Of, now))
            return known.Addresses;
        HashSet<string> addresses = new(StringComparer.OrdinalIgnoreCase) { now.Sender.Value.TrimStart('+') };
        foreach (var sender in now.Senders.Values)
            addresses.Add(sender.Value.TrimStart('+'));
        foreach (var sender in now.FurtherSenders.Values.SelectMany(static further => further))
            addresses.Add(sender.Value.TrimStart('+'));
        _known = new(now, addresses);
        return addresses;
    }
}
