using System.Globalization;
using Tidings.Core.Deliver.Retry;

namespace Tidings.Server.Deliver.Settings;

/// <summary>How a carrier's statuses are written in its options: a command_status, or for HTTP a status (<c>503</c>) or a code of the vendor's own (<c>code-21610</c>).</summary>
internal static class StatusKeys
{
    const string Code = "code-";
    const int MostCode = 0xFFFFF;

    /// <returns>As it is kept; null: it is none.</returns>
    public static int? NumberOf(CarrierKind kind, string key)
    {
        if (kind == CarrierKind.Smpp)
            return MandatedTlvs.Number(key) is > 0 and <= uint.MaxValue and var status ? (int)status : null;
        var own = key.StartsWith(Code, StringComparison.OrdinalIgnoreCase);
        if (!int.TryParse(own ? key[Code.Length..] : key, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return own ? number is > 0 and <= MostCode ? HttpErrorTable.OfCode(VendorOf(kind), number) : null
            : number is >= 300 and <= 599 and not 502 and not 504 ? HttpErrorTable.OfStatus(number) : null;
    }

    static HttpVendor VendorOf(CarrierKind kind) => kind switch
    {
        CarrierKind.Twilio => HttpVendor.Twilio,
        CarrierKind.Vonage => HttpVendor.Vonage,
        CarrierKind.Infobip => HttpVendor.Infobip,
        _ => HttpVendor.Other,
    };
}
