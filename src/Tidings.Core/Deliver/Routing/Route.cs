using System.Collections.Frozen;
using Tidings.Core.Messages;

namespace Tidings.Core.Deliver.Routing;

/// <summary>By which carriers certain texts go. What is empty asks nothing.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2 of the numbers.</param>
/// <param name="Prefixes">First digits of the numbers, from the country code on, at most <see cref="RouteBook.PrefixDigits"/>.</param>
/// <param name="Classes">Classes of the texts.</param>
/// <param name="Carriers">Positions of the carriers, the preferred one first; at least one.</param>
public sealed record Route(
    FrozenSet<string> Countries, IReadOnlyList<string> Prefixes, FrozenSet<MessageClass> Classes, IReadOnlyList<byte> Carriers, Preference Prefer)
{
    public bool Fits(ReadOnlySpan<char> digits, string? country, MessageClass of)
    {
        if ((Countries.Count > 0 && (country is null || !Countries.Contains(country))) || (Classes.Count > 0 && !Classes.Contains(of)))
            return false;
        if (Prefixes.Count == 0)
            return true;
        foreach (var prefix in Prefixes)
        {
            if (digits.StartsWith(prefix))
                return true;
        }
        return false;
    }
}
