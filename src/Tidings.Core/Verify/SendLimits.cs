using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Track;

namespace Tidings.Core.Verify;

/// <summary>Whether a code more may be sent: by customer from his state, by everything else from the counts of this process.</summary>
internal static class SendLimits
{
    /// <summary>Numbers that differ in these last digits only are neighbours.</summary>
    const int OfNeighbours = 4;

    public static ulong CustomerKey(ulong asked) => StableHash.Of('V', [], asked);
    public static ulong WrongKey(ulong asked) => StableHash.Of('W', [], asked);

    /// <returns>Null: it may begin, and is counted. Otherwise in which time at the latest another may.</returns>
    public static TimeSpan? Refuse(in Facts facts, VerificationStep step, Msisdn? to, ref Findings found)
    {
        var limits = facts.Book.Purposes.List.Limits;
        if (HasTooManyWrong(facts, step.Asked))
            return limits.Wrong.Within;
        if (IsReached(facts, CustomerKey(step.Asked), limits.Customer))
            return limits.Customer.Within;
        if (Take(facts, [.. OfOrigin(step, limits), .. OfNumber(to, step.Asked, limits)]) is { } later)
            return later;
        found.Add(new TextCounted(CustomerKey(step.Asked)));
        return null;
    }

    /// <summary>As <see cref="Refuse"/>, for another code of the same verification.</summary>
    public static TimeSpan? RefuseAnother(in Facts facts, Verification known) => Take(facts, [.. OfNumber(known.To, known.Asked, facts.Book.Purposes.List.Limits)]);

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

    /// <summary>Nobody's is counted as if he had a number of his own, so that the same request is refused as often.</summary>
    static IEnumerable<(ulong Key, TextLimit Limit)> OfNumber(Msisdn? to, ulong asked, VerificationLimits limits)
    {
        if (to is not { } number)
        {
            yield return (StableHash.Of('P', [], asked), limits.Phone);
            yield break;
        }
        yield return (StableHash.Of('P', number.Digits), limits.Phone);
        yield return (StableHash.Of('N', number.Digits.AsSpan(0, Math.Max(0, number.Digits.Length - OfNeighbours))), limits.Prefix);
        if (limits.Country.Most > 0 && NumberingPlan.CountryOf(number) is { } country)
            yield return (StableHash.Of('C', country), limits.Country);
    }

    static TimeSpan? Take(in Facts facts, (ulong Key, TextLimit Limit)[] all)
    {
        if (facts.Counts is not { } counts)
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
