namespace Tidings.Core.Customers.Import;

/// <summary>What the single values of an account may be, whichever door they come through.</summary>
public static class AccountRules
{
    public const int LongestId = 64;
    public const int MostHolders = 20;
    public const int LongestNickname = 40;
    public const int LongestMasked = 20;
    /// <summary>The most digits of its number that a text may show.</summary>
    public const int MostDigitsShown = 6;
    public const string MaskedWhy = "It shows too much of the account's number.";
    public const string MaskedFix = "Show at most six digits, for example **1234.";

    public const string IbanWhy = "It is not an IBAN, or its check digits are wrong.";
    public const string IbanFix = "Write the IBAN, with or without spaces, or leave it out.";

    /// <summary>Whether a masked number is hardly masked.</summary>
    public static bool ShowsTooMuch(string masked) => masked.Count(char.IsDigit) > MostDigitsShown;

    /// <summary>The usual form: two stars and the last four letters or digits of the id.</summary>
    public static string MaskedOf(string id)
    {
        var kept = string.Concat(id.Where(char.IsLetterOrDigit));
        return "**" + (kept.Length <= 4 ? kept : kept[^4..]);
    }
}
