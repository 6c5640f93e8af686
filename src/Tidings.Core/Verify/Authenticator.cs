using System.Globalization;
using MemoryPack;

namespace Tidings.Core.Verify;

/// <summary>What a customer has enrolled to prove himself by, as his state holds it: an authenticator app that shares a secret with us. It counts when its first code was right.</summary>
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
    /// <summary>Shared with the app. Empty where it is shown.</summary>
    public required byte[] Secret { get; init; }
    public required TotpHash Hash { get; init; }
    public required int Digits { get; init; }
    /// <summary>As the bank names it.</summary>
    public required string Name { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    /// <summary>Null: its first code is awaited.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    /// <summary>The interval of its last right code: neither that one nor any before it is right again.</summary>
    public long LastStep { get; init; } = -1;
    public int Wrong { get; init; }

    [MemoryPackIgnore] public string Id => IdOf(Key);

    public static string IdOf(ulong key) => string.Create(CultureInfo.InvariantCulture, $"a{key:x16}");

    /// <returns>Null: it is the id of none.</returns>
    public static ulong? KeyOf(string id) => id is ['a', .. { Length: 16 } hex] && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key) && IdOf(key) == id ? key : null;

    public bool IsOver(DateTimeOffset at) => ConfirmedAt is null && at >= AddedAt + Waits;

    /// <returns>The interval of the code; null: it is wrong, or was used.</returns>
    public long? Match(string typed, DateTimeOffset now) => Totp.Match(Secret, typed, now, LastStep, Digits, Hash);

    /// <summary>It without what nobody is to see.</summary>
    public Authenticator Shown() => this with { Secret = [] };

    /// <summary>One of them is good for proving.</summary>
    internal static bool Proves(ReadOnlySpan<Authenticator> all)
    {
        foreach (var one in all)
            if (one.ConfirmedAt is not null)
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
