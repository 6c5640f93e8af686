using System.Runtime.InteropServices;
using Tidings.Core.Customers;

namespace Tidings.Core.Verify.Guards;

/// <summary>Where codes are surely not typed, as it is shown.</summary>
/// <param name="Prefix">Digits without the last four.</param>
/// <param name="Country">ISO 3166-1 alpha-2; empty: none that is known.</param>
public sealed record PumpedPrefix(string Prefix, string Country, int Sent, int Typed, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>
/// Finds prefixes that are pumped: codes go there and nobody types them. Each prefix is judged by its own codes, and all prefixes of a country from which nobody ever typed one by theirs together: an attack from a
/// thousand prefixes sends few to each. While those are pumped, one more such prefix gets <see cref="PumpingGuard.Trial"/> codes, so that an honest newcomer still proves himself; a prefix from which codes are typed is
/// touched by neither. Counts are in memory and forgotten when the process ends, but for the prefixes that are pumped. Safe for many threads.
/// </summary>
public sealed class PumpingWatch
{
    /// <summary>The most prefixes of which something is remembered; those that were sent least to give way.</summary>
    public const int MostPrefixes = 50_000;
    /// <summary>So many untyped codes that may still be typed go to a prefix that has not shown that it is honest.</summary>
    public const int MostFresh = 30;
    /// <summary>Fewer codes to prefixes from which none was typed say nothing of their country.</summary>
    public const int FewestOfCountry = 200;
    /// <summary>Numbers that differ in these last digits only are neighbours.</summary>
    const int OfNeighbours = 4;

    readonly Lock _lock = new();
    readonly Dictionary<string, Conversion> _prefixes = new(StringComparer.Ordinal);
    readonly Dictionary<string, Conversion> _newcomers = new(StringComparer.Ordinal);
    long _found, _changes;

    /// <summary>How many prefixes were found to be pumped since the process began.</summary>
    public long Found => Interlocked.Read(ref _found);

    /// <summary>How often a prefix was found to be pumped, or let go by a person.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Whether a code may go there; if so it is counted.</summary>
    /// <returns>False: it may not, or under <see cref="PumpingMode.Monitor"/> might not; then it is counted all the same.</returns>
    public bool TryTake(Msisdn number, string? country, PumpingGuard guard, DateTimeOffset now)
    {
        lock (_lock)
        {
            var prefix = Prefix_NeedsLock(number, country);
            var newcomers = Newcomers_NeedsLock(prefix.Country);
            prefix.Advance(guard, now);
            newcomers.Advance(guard, now);
            var goes = Goes_NeedsLock(prefix, newcomers, guard, now);
            if (!goes && guard.Mode != PumpingMode.Monitor)
                return false;
            prefix.Send();
            if (prefix.Typed == 0)
                newcomers.Send();
            return goes;
        }
    }

    bool Goes_NeedsLock(Conversion prefix, Conversion newcomers, PumpingGuard guard, DateTimeOffset now)
    {
        var least = guard.Conversion / 100d;
        if (prefix.Since is null && ConfidenceBound.Upper(prefix.Typed, prefix.Known) < least)
        {
            prefix.Find(now, guard);
            _found++;
            _changes++;
        }
        // Of many that are on their way more may go when it is known what became of them.
        if (prefix.Since is null && !(prefix.Fresh >= MostFresh && ConfidenceBound.Upper(prefix.Typed, prefix.Sent) < least)
            && (prefix.Typed > 0 || prefix.Sent < guard.Trial || newcomers.Sent < FewestOfCountry || ConfidenceBound.Upper(newcomers.Typed, newcomers.Sent) >= least))
            return true;
        if (guard.Mode != PumpingMode.Limit || now < prefix.Next)
            return false;
        prefix.Next = now + (guard.For / 10);
        return true;
    }

    /// <summary>What was taken is not sent after all.</summary>
    public void GiveBack(Msisdn number, string? country)
    {
        lock (_lock)
        {
            var prefix = Prefix_NeedsLock(number, country);
            prefix.GiveBack();
            if (prefix.Typed == 0)
                Newcomers_NeedsLock(prefix.Country).GiveBack();
        }
    }

    /// <summary>A code that went there was typed.</summary>
    public void Typed(Msisdn number, string? country, PumpingGuard guard, DateTimeOffset now)
    {
        lock (_lock)
        {
            var prefix = Prefix_NeedsLock(number, country);
            prefix.Advance(guard, now);
            if (prefix.Typed == 0)
            {
                var newcomers = Newcomers_NeedsLock(prefix.Country);
                newcomers.Advance(guard, now);
                newcomers.Type();
            }
            prefix.Type();
        }
    }

    /// <summary>Prefixes that are pumped now, those with the most codes first.</summary>
    public IReadOnlyList<PumpedPrefix> Pumped(DateTimeOffset now, int most)
    {
        lock (_lock)
            return [.. _prefixes.Values.Where(prefix => prefix.Since is not null && now < prefix.Until).OrderByDescending(static prefix => prefix.Sent).Take(most)
                .Select(static prefix => new PumpedPrefix(prefix.Name, prefix.Country, prefix.Sent, prefix.Typed, prefix.Since!.Value, prefix.Until))];
    }

    /// <summary>Nothing goes to these on, as an earlier run found it. Before anything is counted.</summary>
    public void Restore(IReadOnlyList<PumpedPrefix> pumped, PumpingGuard guard, DateTimeOffset now)
    {
        lock (_lock)
            foreach (var one in pumped.Where(one => now < one.Until))
                (_prefixes[one.Prefix] = new() { Name = one.Prefix, Country = one.Country }).Restore(one, guard, now);
    }

    /// <summary>Countries whose newcomers are held to their trial: those of which nobody typed a code yet, taken together, are pumped.</summary>
    public IReadOnlyList<string> Countries(PumpingGuard guard)
    {
        lock (_lock)
            return [.. _newcomers.Values.Where(all => all.Sent >= FewestOfCountry && ConfidenceBound.Upper(all.Typed, all.Sent) < guard.Conversion / 100d).Select(static all => all.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether anything is known of a prefix or a country.</summary>
    public bool Knows(string prefixOrCountry)
    {
        lock (_lock)
            return _prefixes.ContainsKey(prefixOrCountry) || _newcomers.ContainsKey(prefixOrCountry);
    }

    /// <summary>Somebody has looked: the prefix, or the country with all its prefixes, begins anew.</summary>
    /// <returns>False: nothing is known of it.</returns>
    public bool Unblock(string prefixOrCountry)
    {
        lock (_lock)
        {
            _changes++;
            if (_prefixes.TryGetValue(prefixOrCountry, out var prefix))
            {
                prefix.Clear();
                return true;
            }
            if (!_newcomers.TryGetValue(prefixOrCountry, out var newcomers))
                return false;
            newcomers.Clear();
            foreach (var one in _prefixes.Values.Where(one => one.Country == newcomers.Name))
                one.Clear();
            return true;
        }
    }

    public static string PrefixOf(Msisdn number) => number.Digits[..Math.Max(0, number.Digits.Length - OfNeighbours)];

    Conversion Prefix_NeedsLock(Msisdn number, string? country)
    {
        var name = PrefixOf(number);
        if (_prefixes.TryGetValue(name, out var known))
            return known;
        if (_prefixes.Count >= MostPrefixes)
            Forget_NeedsLock();
        return _prefixes[name] = new() { Name = name, Country = country ?? "" };
    }

    Conversion Newcomers_NeedsLock(string country) => CollectionsMarshal.GetValueRefOrAddDefault(_newcomers, country, out _) ??= new() { Name = country };

    // A tenth at once: what it costs is shared by all that come in before the next time.
    void Forget_NeedsLock()
    {
        foreach (var least in _prefixes.Values.OrderBy(static prefix => prefix.Since is not null).ThenBy(static prefix => prefix.Sent).Take(MostPrefixes / 10).ToArray())
            _prefixes.Remove(least.Name);
    }
}
