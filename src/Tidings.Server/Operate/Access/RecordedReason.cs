using System.Text;
using Tidings.Core.Events;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>Why somebody wants to see what is masked, which the record of it says: in a body, or in a header of a GET, as an address stands in logs between.</summary>
internal static class RecordedReason
{
    public const string Header = "Tidings-Reason";

    const int Shortest = 8;
    const int Longest = 200;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The member <c>reason</c>; a problem where he does not say it as he must.</summary>
    public static async Task<(string? Reason, Problem? Problem)> OfBody(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.RevealAsked);
        if (asked is null)
            return (null, problem);
        var reason = asked.Reason?.Trim() ?? "";
        return IsOne(reason) ? (reason, null) : (null, AccessJson.Wrong("reason", FieldCodes.Range, Needed, "Say why you need to see it."));
    }

    /// <summary>The header, in ASCII with everything else percent-encoded as UTF-8; a problem where he does not say it as he must.</summary>
    public static (string? Reason, Problem? Problem) OfHeader(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        const string fix = $"Say why you need to see it: {Header}: the customer disputes it";
        return http.Request.Headers[Header] switch
        {
            [] => Wrong(FieldCodes.Missing, "It opens number and text, and that is recorded with its reason.", fix),
            [var one] when Decoded(one ?? "") is { } said => IsOne(said.Trim()) ? (said.Trim(), null) : Wrong(FieldCodes.Range, Needed, fix),
            [_] => Wrong(FieldCodes.Format, "It is not ASCII with everything else percent-encoded as UTF-8.", "Encode it as encodeURIComponent does: %C3%BC is ü, %25 a percent sign."),
            _ => Wrong(FieldCodes.Repeated, "It stands more than once.", "Send one."),
        };
    }

    static string Needed => $"A reason has {Shortest} to {Longest} characters, in one line.";

    static bool IsOne(string reason) => reason.Length is >= Shortest and <= Longest && !reason.Any(char.IsControl);

    static (string?, Problem?) Wrong(string code, string why, string fix) => (null, new(ProblemCodes.InvalidParameter) { Errors = [new(Header, code, why, fix)] });

    /// <summary>Null: it is not encoded as it must be. What is in doubt is refused: the record is to say what was meant.</summary>
    static string? Decoded(string encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] is < ' ' or > '~')
                return null;
            if (encoded[at] != '%')
                bytes[length++] = (byte)encoded[at];
            else if (at + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[at + 1]) && char.IsAsciiHexDigit(encoded[at + 2]))
                (bytes[length++], at) = (Convert.FromHexString(encoded.AsSpan(at + 1, 2))[0], at + 2);
            else
                return null;
        }
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
