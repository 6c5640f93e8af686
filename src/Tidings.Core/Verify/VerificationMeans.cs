using System.Text.Json.Serialization;
using MemoryPack;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify;

/// <summary>What the customer proves himself by. The numbers are stored.</summary>
[JsonConverter(typeof(KebabEnumConverter<VerificationMeans>))]
public enum VerificationMeans : byte
{
    /// <summary>A code in a text.</summary>
    Sms = 0,
    /// <summary>The code of an authenticator app that he has enrolled (RFC 6238).</summary>
    Totp,
    /// <summary>A passkey that he has registered on the bank's own pages (WebAuthn): what it signs is bound to this verification, and to the payment.</summary>
    Passkey,
    /// <summary>A code that a call says. It goes to a number as a text does, and whatever guards texts guards it.</summary>
    Voice,
}

/// <summary>What means have in common.</summary>
public static class MeansKinds
{
    /// <summary>A code is drawn and goes to a number, in a text or by a call.</summary>
    public static bool GoesToNumber(this VerificationMeans means) => means is VerificationMeans.Sms or VerificationMeans.Voice;
}

/// <summary>A means of a purpose that cannot be used for somebody now.</summary>
/// <param name="Why">For machines a word, for people a sentence; nothing personal.</param>
[MemoryPackable]
public sealed partial record MeansBarred(VerificationMeans Means, Reason Why)
{
    static readonly Reason NotOfPurpose = new("not-of-purpose", "the purpose does not list it");

    /// <summary>Each means that there is, as it stands with a purpose: those of its list first, in their order. Without a reason it is open.</summary>
    /// <param name="purpose">Null: there is no such purpose any more.</param>
    public static IEnumerable<(VerificationMeans Means, Reason? Why)> Each(Purpose? purpose, IReadOnlyList<MeansBarred> barred)
    {
        var listed = purpose?.Means ?? [];
        foreach (var means in listed)
            yield return (means, barred.FirstOrDefault(one => one.Means == means)?.Why);
        foreach (var means in Enum.GetValues<VerificationMeans>())
            if (!listed.Contains(means))
                yield return (means, NotOfPurpose);
    }
}
