namespace Tidings.Core.Compose.Formats;

/// <summary>How a language writes a currency: before or after the amount, as a sign or as the ISO code, with or without a space.</summary>
/// <param name="Text">With its space, where there is one.</param>
readonly record struct CurrencySign(string Text, bool Before)
{
    /// <summary>
    /// Signs that the GSM alphabet has ($, £, €, ¥) where they are not ambiguous; otherwise the code, which is cheaper than a sign that
    /// turns the whole text into UCS-2. Hindi and Arabic are UCS-2 anyway.
    /// </summary>
    public static CurrencySign For(string language, string region, string currency) => language switch
    {
        "en" or "hi" => SignBefore(language, region, currency) is { } sign ? new(sign, true) : new(currency + " ", true),
        "tr" => new(currency switch { "TRY" => " TL", _ => " " + currency }, false),
        "ar" => new(ArabicName(currency) is { } name ? " " + name : " " + currency, false),
        _ => new(currency switch { "EUR" => " €", _ => " " + currency }, false),
    };

    static string? SignBefore(string language, string region, string currency) => currency switch
    {
        "USD" when region is "" or "US" or "GB" or "IE" or "IN" => "$",
        "GBP" => "£",
        "EUR" => "€",
        "JPY" when region != "CN" => "¥",
        "INR" when language == "hi" => "₹",
        "INR" => "Rs.",
        _ => null,
    };

    // The names that banks of these countries write; other currencies keep their code.
    static string? ArabicName(string currency) => currency switch
    {
        "SAR" => "ريال",
        "AED" => "درهم",
        "EGP" => "جنيه",
        "KWD" => "د.ك",
        "BHD" => "د.ب",
        "JOD" => "د.أ",
        "QAR" => "ر.ق",
        "OMR" => "ر.ع",
        _ => null,
    };
}
