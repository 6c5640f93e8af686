using Microsoft.AspNetCore.Http;

namespace Tidings.Simulator.Phone;

/// <summary>Phone numbers as they come in URLs and bodies.</summary>
internal static class Numbers
{
    /// <summary>
    /// Digits only, without the plus; null if it is no number. In a query string a bare + means a space, and nobody who types
    /// <c>?to=+44…</c> means one: so it is taken for the plus that it was.
    /// </summary>
    public static string? Digits(string? text)
    {
        var digits = (text ?? "").Trim().TrimStart('+');
        return digits.Length is >= 3 and <= 20 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    public static bool TryQuery(HttpContext context, out string? digits, out Problem? problem)
    {
        string? given = context.Request.Query["to"];
        digits = Digits(given);
        problem = given is not null && digits is null ? Problem.Invalid("to", "must be a phone number of 3 to 20 digits, with or without +") : null;
        return problem is null;
    }
}
