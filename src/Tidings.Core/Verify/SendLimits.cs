using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Track;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>Whether a code more may be sent: by customer from his state, by everything else from the counts of this process, which are kept over a restart.</summary>
internal static class SendLimits
{
    public static ulong CustomerKey(ulong asked) => StableHash.Of('V', [], asked);
    public static ulong WrongKey(ulong asked) => StableHash.Of('W', [], asked);

    /// <param name="named">The number that the caller named, where the purpose lets codes go to any. Null: none, or it does not.</param>
    /// <returns>Null: it may begin, and is counted. Otherwise in which time at the latest another may.</returns>
    public static TimeSpan? Refuse(in Facts facts, VerificationStep step, Msisdn? named, ref Findings found)
    {
        var limits = facts.Book.Purposes.List.Limits;
        if (HasTooManyWrong(facts, step.Asked))
            return limits.Wrong.Within;
        if (IsReached(facts, CustomerKey(step.Asked), limits.Customer))
            return limits.Customer.Within;
        if (Take(facts, [.. OfOrigin(step, limits), .. OfNumber(named, limits, asked: true)]) is { } later)
            return later;
        found.Add(Counted(facts, CustomerKey(step.Asked), limits.Customer));
        return null;
    }

    /// <summary>As <see cref="Refuse"/>, for another code of the same verification.</summary>
    public static TimeSpan? RefuseAnother(in Facts facts, Verification known) => Take(facts, OfNumber(known.Named, facts.Book.Purposes.List.Limits, asked: true));

    /// <summary>
    /// A code more may go to this number, and is counted. Where it may not, nothing is sent and nobody is told: a refusal would say that the customer exists, or whose number it is. Codes count here and what was
    /// asked for apart, so that neither tells of the other.
    /// </summary>
    public static bool MaySend(in Facts facts, Msisdn to) => Take(facts, OfNumber(to, facts.Book.Purposes.List.Limits, asked: false)) is null;

    public static TextCounted Wrong(in Facts facts, ulong asked) => Counted(facts, WrongKey(asked), facts.Book.Purposes.List.Limits.Wrong);

    /// <summary>One more under this key, for as long as the limit of today asks for it.</summary>
    static TextCounted Counted(in Facts facts, ulong key, TextLimit limit) => new(key) { Needed = limit.Within, Longest = Longest(facts) };

    /// <summary>The longer of the two limits that are kept in the state.</summary>
    public static TimeSpan Longest(in Facts facts) => facts.Book.Purposes.List.Limits is var limits && limits.Customer.Within > limits.Wrong.Within ? limits.Customer.Within : limits.Wrong.Within;

    public static bool HasTooManyWrong(in Facts facts, ulong asked) => IsReached(facts, WrongKey(asked), facts.Book.Purposes.List.Limits.Wrong);

    static bool IsReached(in Facts facts, ulong key, TextLimit limit) => facts.State.TextsCounted(key, facts.Now - limit.Within) >= limit.Most;

    static IEnumerable<(ulong Key, TextLimit Limit)> OfOrigin(VerificationStep step, VerificationLimits limits)
    {
        if (step.SessionKey != 0)
            yield return (StableHash.Of('s', [], step.SessionKey), limits.Session);
        if (step.IpKey != 0)
            yield return (StableHash.Of('i', [], step.IpKey), limits.Ip);
        if (step.DeviceKey != 0)
            yield return (StableHash.Of('d', [], step.DeviceKey), limits.Device);
    }

    /// <param name="asked">It is what was asked for that counts, whether or not a code goes there; false: the codes.</param>
    static (ulong Key, TextLimit Limit)[] OfNumber(Msisdn? of, VerificationLimits limits, bool asked)
    {
        if (of is not { Digits: var digits } number)
            return [];
        var (phone, prefix) = (StableHash.Of(asked ? 'p' : 'P', digits), StableHash.Of(asked ? 'n' : 'N', PumpingWatch.PrefixOf(number)));
        return limits.Country.Most > 0 && NumberingPlan.CountryOf(number) is { } country
            ? [(phone, limits.Phone), (prefix, limits.Prefix), (StableHash.Of(asked ? 'c' : 'C', country), limits.Country)]
            : [(phone, limits.Phone), (prefix, limits.Prefix)];
    }

    static TimeSpan? Take(in Facts facts, (ulong Key, TextLimit Limit)[] all)
    {
        if ((facts.Guards?.Counts ?? facts.Counts) is not { } counts)
            return null;
        for (var i = 0; i < all.Length; i++)
        {
            var (key, limit) = all[i];
            if (limit.Most == 0 || counts.TryTake(key, limit.Most, limit.Within, facts.Now))
                continue;
            foreach (var (taken, other) in all[..i])
                if (other.Most > 0)
                    counts.GiveBack(taken);
            return limit.Within;
        }
        return null;
    }
}
