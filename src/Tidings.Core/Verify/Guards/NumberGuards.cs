using Tidings.Core.Customers;

namespace Tidings.Core.Verify.Guards;

/// <summary>Whether codes of a purpose go to a number at all, by its country and its kind. Nothing here depends on whose it is.</summary>
public static class NumberGuards
{
    /// <param name="guards">Where it is counted. Null: nowhere.</param>
    /// <returns>Which rule keeps them from it. Null: none does.</returns>
    public static GuardKind? Refuse(Purpose purpose, Msisdn number, VerificationGuards? guards = null)
    {
        // Both are looked at whatever the first says, so that it takes as long.
        var country = purpose.Countries is { } countries && !countries.Takes(NumberingPlan.CountryOf(number)) ? countries.Mode : (GuardMode?)null;
        var types = purpose.NumberTypes ?? NumberTypeRule.Standard;
        var type = types.Refuse.Contains(NumberingPlan.TypeOf(number)) ? types.Mode : (GuardMode?)null;
        if (country is { } found)
            guards?.Count(GuardKind.Country, found == GuardMode.Enforce);
        if (type is { } alike)
            guards?.Count(GuardKind.NumberType, alike == GuardMode.Enforce);
        return country == GuardMode.Enforce ? GuardKind.Country : type == GuardMode.Enforce ? GuardKind.NumberType : null;
    }
}
