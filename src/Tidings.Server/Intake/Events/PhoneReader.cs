using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

internal static class PhoneReader
{
    public static Msisdn? Read(ref Utf8JsonReader reader, NumberingPlan phones, string path, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            JsonText.WrongType(ref reader, path, "a string", errors);
            return null;
        }
        if (JsonText.Read(ref reader, path, NumberingPlan.Longest, false, errors) is not { } written)
            return null;
        if (phones.TryNormalise(written, out var number))
            return number;
        errors.Add(path, FieldCodes.PhoneNumber, "It is not a number that its country can have.", "Write it with + and the country code, for example \"+15005550006\".");
        return null;
    }
}
