using System.Text;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What a text must keep at the exit by what is in force: the senders under which the bank is known to the carrier, with the carrier's numbers for replies, the templates that are approved, and the policies.</summary>
/// <param name="policies">Null: none is asked.</param>
/// <param name="isApproved">Whether the version of the template with this id is approved; null: templates are not looked at.</param>
internal sealed class SenderRegister(Func<BankSettings> bank, Func<PolicyBook>? policies = null, Func<string, int, bool>? isApproved = null)
{
    Known? _known;

    public SenderRegister(RulebookHolder holder) : this(() => holder.Pipeline.Rulebook.Bank, () => holder.Pipeline.Rulebook.Policies, holder.IsApproved)
    {
    }

    sealed record Known(BankSettings Of, HashSet<string> Addresses);

    public BankSettings Bank => bank();

    /// <summary>Why a policy that is on now keeps a text back that was decided before; null: none does.</summary>
    public Reason? Ends(Message message, DateTimeOffset now) => policies?.Invoke().Ends(message, Bank, now);

    public Func<string, int, bool>? IsApproved => isApproved;

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
