using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>Reads by what a purpose's customers prove themselves.</summary>
internal static class PurposeMeansReader
{
    public static VerificationMeans[] Read(DocumentReader reader) => reader.List("means", true, Enum.GetValues<VerificationMeans>().Length, (item, at) =>
    {
        if (item.ValueKind == JsonValueKind.String && Kebab<VerificationMeans>.TryParse(item.GetString()!, out var means))
            return means;
        reader.Errors.Add(new(at, FieldCodes.UnknownValue, "It is no means that is known here.", $"Write one of {string.Join(", ", Kebab<VerificationMeans>.Names)}."));
        return VerificationMeans.Sms;
    });

    /// <summary>That they fit what the purpose is for.</summary>
    public static void Check(DocumentReader reader, Purpose purpose)
    {
        if (purpose.Means.Distinct().Count() < purpose.Means.Count && reader.Errors.Count == 0)
            reader.Wrong("means", FieldCodes.Repeated, "A means stands twice.", "Remove one.");
        if (purpose.AnyNumber && purpose.Means.Any(static means => !means.GoesToNumber()))
            reader.Wrong("means", FieldCodes.Range, "The purpose proves who holds a number (anyNumber), which neither an app's code nor a passkey does.", "Leave sms and voice alone, or remove anyNumber.");
        if (purpose.Means.Contains(VerificationMeans.Voice) && purpose.Alphabet != CodeAlphabet.Digits)
            reader.Wrong("means", FieldCodes.Range, "A call says the code, and letters are not told apart by ear.", "Remove voice, or write digits as the alphabet.");
        // PSD2 RTS art. 5(1)(b), (c): the code accepted is that of the amount and the payee.
        if (purpose.Binds == PurposeBinding.Payment && purpose.Means.Contains(VerificationMeans.Totp))
            reader.Wrong("means", FieldCodes.Range, "An app's code is the same whatever is paid to whom: it approves no payment (PSD2 RTS art. 5).", "Remove totp, or bind nothing.");
    }
}
