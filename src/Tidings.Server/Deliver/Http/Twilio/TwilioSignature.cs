using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Tidings.Server.Deliver.Http.Twilio;

/// <summary>X-Twilio-Signature (https://www.twilio.com/docs/usage/security): HMAC-SHA1 in base64 over the address and the form's fields in the order of their names, each with its value behind.</summary>
internal static class TwilioSignature
{
    public static string Of(string token, string url, IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, values) in form.OrderBy(static field => field.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                signed.Append(name).Append(value);
        }
        // The algorithm is Twilio's choice; as a MAC it is not broken.
#pragma warning disable CA5350
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }
}
