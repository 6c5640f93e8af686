using System.Globalization;
using MemoryPack;

namespace Tidings.Core.Verify;

/// <summary>
/// What a customer has enrolled to prove himself by, as his state holds it: an authenticator app that shares a secret with us, or a passkey of which we know the public key. It counts when its first code was right, or when
/// the passkey was made.
/// </summary>
[MemoryPackable]
public sealed partial record Authenticator
{
    /// <summary>The most of one customer that are confirmed.</summary>
    public const int Most = 5;
    /// <summary>So many wrong first codes end an enrolment.</summary>
    public const int MostWrong = 5;
    public const int LongestName = 64;

    /// <summary>How long an enrolment waits for its first code.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromMinutes(10);

    public required ulong Key { get; init; }
    public required VerificationMeans Means { get; init; }
    /// <summary>Shared with the app. Empty where it is shown, and of a passkey.</summary>
    public required byte[] Secret { get; init; }
    public required TotpHash Hash { get; init; }
    public required int Digits { get; init; }
    /// <summary>As the bank names it.</summary>
    public required string Name { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    /// <summary>Null: its first code is awaited.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    /// <summary>The interval of its last right code: neither that one nor any before it is right again. Of a passkey the count that it said last.</summary>
    public long LastStep { get; init; } = -1;
    public int Wrong { get; init; }

    /// <summary>Of a passkey: what its authenticator calls it. Null: it is none, or is not made yet.</summary>
    public byte[]? Credential { get; init; }
    /// <summary>Of a passkey: its public key (COSE).</summary>
    public byte[]? PublicKey { get; init; }

    [MemoryPackIgnore] public string Id => IdOf(Key);

    public static string IdOf(ulong key) => string.Create(CultureInfo.InvariantCulture, $"a{key:x16}");

    /// <returns>Null: it is the id of none.</returns>
    public static ulong? KeyOf(string id) => id is ['a', .. { Length: 16 } hex] && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key) && IdOf(key) == id ? key : null;

    public bool IsOver(DateTimeOffset at) => ConfirmedAt is null && at >= AddedAt + Waits;

    /// <returns>The interval of the code; null: it is wrong, or was used, or this is no app.</returns>
    public long? Match(string typed, DateTimeOffset now) => Means == VerificationMeans.Totp ? Totp.Match(Secret, typed, now, LastStep, Digits, Hash) : null;

    /// <summary>
    /// WebAuthn Level 3 §7.2 step 22: a count that does not grow means that somebody else signs with a copy. Authenticators that keep none always say 0.
    /// </summary>
    public bool GoesBack(uint said) => (LastStep > 0 || said != 0) && said <= LastStep;

    /// <summary>It without what nobody is to see.</summary>
    public Authenticator Shown() => this with { Secret = [] };

    /// <summary>One of them is good for proving by this means.</summary>
    internal static bool Proves(ReadOnlySpan<Authenticator> all, VerificationMeans means)
    {
        foreach (var one in all)
            if (one.ConfirmedAt is not null && one.Means == means)
                return true;
        return false;
    }

    internal Authenticator After(AuthenticatorChange change, long step, DateTimeOffset at) => change switch
    {
        AuthenticatorChange.Confirmed => this with { ConfirmedAt = at, LastStep = step, Wrong = 0 },
        AuthenticatorChange.Used => this with { UsedAt = at, LastStep = step },
        AuthenticatorChange.WrongCode => this with { Wrong = Wrong + 1 },
        _ => this,
    };

    public override string ToString() => $"authenticator {Means} (redacted)";
}

/// <summary>What can happen to an authenticator. The numbers are stored.</summary>
public enum AuthenticatorChange : byte
{
    Confirmed = 1,
    Used,
    /// <summary>Of its enrolment; wrong codes of a verification count there.</summary>
    WrongCode,
    Removed,
}
