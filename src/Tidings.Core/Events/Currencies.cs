namespace Tidings.Core.Events;

/// <summary>The currencies of ISO 4217 in use, with funds codes and precious metals left out.</summary>
public static class Currencies
{
    const string Codes =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE " +
        "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS " +
        "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR " +
        "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD " +
        "TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ANG CUC HRK SLL ZWL";

    // By the three letters as a number of base 26: one look, one instance each.
    static readonly string?[] Table = Build();

    /// <summary>Every code that is known.</summary>
    public static IReadOnlyList<string> All { get; } = Codes.Split(' ');

    /// <summary>The one instance of a known code, or null. Lower case is not a code.</summary>
    public static string? Find(ReadOnlySpan<byte> code) => code.Length == 3 ? At(code[0], code[1], code[2]) : null;

    /// <summary>The one instance of a known code, or null. Lower case is not a code.</summary>
    public static string? Find(ReadOnlySpan<char> code) => code.Length == 3 ? At(code[0], code[1], code[2]) : null;

    static string? At(int a, int b, int c)
    {
        (a, b, c) = (a - 'A', b - 'A', c - 'A');
        return (uint)a < 26 && (uint)b < 26 && (uint)c < 26 ? Table[(a * 26 + b) * 26 + c] : null;
    }

    static string?[] Build()
    {
        var table = new string?[26 * 26 * 26];
        foreach (var code in Codes.Split(' '))
            table[((code[0] - 'A') * 26 + code[1] - 'A') * 26 + code[2] - 'A'] = code;
        return table;
    }
}
