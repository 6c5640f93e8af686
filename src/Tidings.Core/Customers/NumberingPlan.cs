using System.Collections.Concurrent;
using System.Globalization;
using PhoneNumbers;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Customers;

/// <summary>
/// Numbers as people write them to <see cref="Msisdn"/>, by libphonenumber. A number without a country code is read as one of the default region.
/// Parsing costs microseconds, so results are kept, a bounded number of them.
/// </summary>
public sealed class NumberingPlan
{
    const int Kept = 50_000;
    /// <summary>No number that means anything is longer, however it is spaced.</summary>
    public const int Longest = 40;

    /// <summary>Digits of a whole number: 15 at most by E.164, and none is shorter than 6 with its country code.</summary>
    const int Fewest = 6, Most = 15;

    static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();
    readonly ConcurrentDictionary<string, Msisdn> _known = new(StringComparer.Ordinal);
    int _count;

    /// <param name="defaultRegion">ISO 3166-1 alpha-2, for example <c>TR</c>; null: every number must start with + and its country code.</param>
    /// <param name="assignedOnly">
    /// True: only numbers of ranges that libphonenumber knows to be in use. False: any number of a possible length, for fictional numbers and for
    /// ranges newer than the library.
    /// </param>
    /// <exception cref="ArgumentException">The region is not known.</exception>
    public NumberingPlan(string? defaultRegion, bool assignedOnly = true)
    {
        if (defaultRegion is not null && !IsRegion(defaultRegion))
            throw new ArgumentException("The default region is not known.", nameof(defaultRegion));
        (DefaultRegion, AssignedOnly) = (defaultRegion, assignedOnly);
    }

    public string? DefaultRegion { get; }
    public bool AssignedOnly { get; }

    public static bool IsRegion(string region) => Library.GetSupportedRegions().Contains(region);

    /// <summary>True with the number in E.164 where it is valid in its country's plan.</summary>
    public bool TryNormalise(string written, out Msisdn number)
    {
        if (_known.TryGetValue(written, out number))
            return true;
        if (written.Length > Longest || !TryParse(written, out number))
            return false;
        // A full store is emptied: simpler than ageing, and it fills again in a moment.
        if (Interlocked.Increment(ref _count) > Kept)
        {
            _known.Clear();
            Volatile.Write(ref _count, 0);
        }
        _known.TryAdd(written, number);
        return true;
    }

    /// <summary>ISO 3166-1 alpha-2 of the country (or territory) to which the number belongs; null: none that is known.</summary>
    public static string? CountryOf(Msisdn number)
    {
        if (number.Digits is not { Length: >= CountryDigits } digits || !ulong.TryParse(digits.AsSpan(0, CountryDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
            return LookCountryUp(number);
        if (Countries.TryGetValue(prefix, out var known))
            return known;
        var country = LookCountryUp(number);
        if (Countries.Count < Kept)
            Countries.TryAdd(prefix, country);
        return country;
    }

    /// <summary>Of which kind the number is in its country's plan.</summary>
    public static NumberType TypeOf(Msisdn number)
    {
        try
        {
            return Library.GetNumberType(Library.Parse($"+{number.Digits}", null)) switch
            {
                PhoneNumberType.MOBILE => NumberType.Mobile,
                PhoneNumberType.FIXED_LINE => NumberType.Fixed,
                PhoneNumberType.FIXED_LINE_OR_MOBILE => NumberType.FixedOrMobile,
                PhoneNumberType.TOLL_FREE => NumberType.TollFree,
                PhoneNumberType.PREMIUM_RATE => NumberType.PremiumRate,
                PhoneNumberType.SHARED_COST => NumberType.SharedCost,
                PhoneNumberType.VOIP => NumberType.Voip,
                PhoneNumberType.PERSONAL_NUMBER => NumberType.Personal,
                PhoneNumberType.PAGER => NumberType.Pager,
                PhoneNumberType.UAN => NumberType.Uan,
                PhoneNumberType.VOICEMAIL => NumberType.VoiceMail,
                _ => NumberType.Unknown,
            };
        }
        catch (NumberParseException)
        {
            return NumberType.Unknown;
        }
    }

    // Countries that share a calling code part within its first digits: no plan needs more than eight.
    const int CountryDigits = 8;
    static readonly ConcurrentDictionary<ulong, string?> Countries = new();

    static string? LookCountryUp(Msisdn number)
    {
        try
        {
            var parsed = Library.Parse($"+{number.Digits}", null);
            return Library.GetRegionCodeForNumber(parsed) ?? Library.GetRegionCodeForCountryCode(parsed.CountryCode) switch
            {
                "ZZ" or "001" => null,
                var main => main,
            };
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    bool TryParse(string written, out Msisdn number)
    {
        number = default;
        try
        {
            var parsed = Library.Parse(written, DefaultRegion);
            // A number that only its own town can dial is possible to the library, and to no carrier.
            if (parsed.HasExtension || !(AssignedOnly ? Library.IsValidNumber(parsed) : Library.IsPossibleNumberWithReason(parsed) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE))
                return false;
            var digits = Library.Format(parsed, PhoneNumberFormat.E164)[1..];
            number = new(digits);
            return digits.Length is >= Fewest and <= Most;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
