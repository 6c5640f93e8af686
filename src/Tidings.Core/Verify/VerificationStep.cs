using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Track;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>What is done to a verification. The numbers are stored.</summary>
public enum VerificationAct : byte
{
    Start = 1,
    Check,
    Resend,
    Cancel,
    /// <summary>Its time has come; our own clock says so.</summary>
    Expire,
    /// <summary>An authenticator of the customer's: a secret is shared.</summary>
    Enrol = 16,
    /// <summary>Its first code.</summary>
    Confirm,
    Remove,
    /// <summary>What he has enrolled; it changes nothing.</summary>
    List,
}

/// <summary>What an event does to a verification. Its decision is journalled, never it itself: it may hold a code.</summary>
[MemoryPackable]
public sealed partial record VerificationStep
{
    public required VerificationAct Act { get; init; }
    /// <summary>The random half of the verification's id, or an authenticator's.</summary>
    public required ulong Key { get; init; }
    /// <summary>The partition's time, which its owner sets.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Of a start and a check: what for, as the caller says it.</summary>
    public string Purpose { get; init; } = "";
    /// <summary>SHA-256 of the bank's session. Null: it names none.</summary>
    public byte[]? Session { get; init; }
    public Payment? Payment { get; init; }

    /// <summary>Of a start and a resend: a fresh code, and what is kept of it.</summary>
    public string? Code { get; init; }
    public KeyedHash Hash { get; init; }

    /// <summary>Of a check: what is kept of a code, made of what was typed, under each version of the key.</summary>
    public KeyedHash[] Guesses { get; init; } = [];

    /// <summary>Of a start: the number that was asked for. Null: the customer's first.</summary>
    public Msisdn? To { get; init; }
    /// <summary>No customer was named: it is about the number alone.</summary>
    public bool NumberAlone { get; init; }
    /// <summary>Of a start without a customer: BCP 47. Empty: the bank's default.</summary>
    public string Language { get; init; } = "";
    public ulong Asked { get; init; }
    public ulong Request { get; init; }
    /// <summary>Hashes of the session, the address and the device that it began in; 0: not told.</summary>
    public ulong SessionKey { get; init; }
    public ulong IpKey { get; init; }
    public ulong DeviceKey { get; init; }

    /// <summary>Of all but a start: the verification as it began, where it goes nowhere and others may have taken its place in the state.</summary>
    public Verification? Begun { get; init; }

    /// <summary>Of a start: the means that was asked for. Null: the first of the purpose's that is open. Of a resend: by which the code goes now. Null: as the last went.</summary>
    public VerificationMeans? Means { get; init; }
    /// <summary>Of a check and a confirmation: the code as <see cref="Codes.Typed"/> reads it, for whom it is reckoned and not compared.</summary>
    public string? Typed { get; init; }
    /// <summary>Of an enrolment. Of the confirmation of a passkey: what was made.</summary>
    public Authenticator? Enrol { get; init; }
    /// <summary>Of a start: what is known of the SIM card of the number that it goes to.</summary>
    public SwapAnswer Swap { get; init; }
    /// <summary>Of a check by a passkey: its signature was looked at and is right for this verification, and for what the check names. Null: there is none.</summary>
    public PasskeySignature? Signed { get; init; }
    /// <summary>Of a start: the number of which <see cref="Swap"/> tells. Null: of none.</summary>
    public Msisdn? SwapOf { get; init; }
    /// <summary>Of a start: nobody can be asked for his passkey here, whatever he has enrolled.</summary>
    public bool PasskeysAreOff { get; init; }
    /// <summary>Of a start and a resend: no carrier of this installation makes calls.</summary>
    public bool CallsAreOff { get; init; }

    /// <summary>The hash of what a beginning is told of where it comes from; 0: it is not.</summary>
    public static ulong KeyOf(string? origin) => origin is null ? 0 : StableHash.Of('o', origin);

    public override string ToString() => $"verification {Act} (redacted)";
}
