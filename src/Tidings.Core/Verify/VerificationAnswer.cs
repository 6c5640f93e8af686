using MemoryPack;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify;

/// <summary>What came of a step. The numbers are stored.</summary>
public enum VerificationOutcome : byte
{
    /// <summary>What was asked is done; of a check: the code is right.</summary>
    Done = 1,
    /// <summary>The code is wrong, or what it was to approve is not what it was sent for.</summary>
    Wrong,
    /// <summary>It had ended before, and nothing was looked at.</summary>
    Over,
    /// <summary>There is none of this id, or its customer is gone.</summary>
    Unknown,
    /// <summary>A code was sent a moment ago.</summary>
    TooSoon,
    /// <summary>A limit is reached: nothing was begun or sent.</summary>
    TooMany,
    /// <summary>It was sent again as often as it may be.</summary>
    NoMoreResends,
    /// <summary>The request's key was used for another request, or for one that is forgotten by now.</summary>
    Reused,
    /// <summary>There is no such purpose any more.</summary>
    NoPurpose,
    /// <summary>No means of the purpose is open to the customer, or not the one that was asked for: nothing was begun.</summary>
    Barred = 16,
    /// <summary>He has as many authenticators as are kept.</summary>
    Full,
}

/// <summary>What is answered to whoever took a step.</summary>
/// <param name="Now">The verification as it stands then. Null: there is none.</param>
[MemoryPackable]
public sealed partial record VerificationAnswer(VerificationOutcome Outcome, Verification? Now)
{
    /// <summary>After which time it may be tried again. Zero: it may not, or need not.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Of one that was not begun for it: the means that are not open.</summary>
    public MeansBarred[]? Barred { get; init; }

    /// <summary>Of what is done to authenticators: those that it is about, without their secrets.</summary>
    public Authenticator[]? Authenticators { get; init; }

    public override string ToString() => $"verification {Outcome} (redacted)";
}

/// <summary>What a journal row keeps of a step, for whoever asks later what was approved. No code and no trace of one.</summary>
/// <param name="Start">The row that it began with; default: this one.</param>
/// <param name="To">The number, masked. Null: nobody.</param>
[MemoryPackable]
public sealed partial record DecidedVerification(
    ulong Key, MessageId Start, string Purpose, VerificationAct Act, VerificationOutcome Outcome, VerificationStatus Status, string? To, Payment? Payment)
{
    /// <summary>Of the start of one that goes nowhere: as it began, for when others have taken its place in the state. Null: the state has it.</summary>
    public Verification? Begun { get; init; }

    /// <summary>What the customer was to prove himself by.</summary>
    public VerificationMeans Means { get; init; }

    public override string ToString() => $"verification {Act}: {Outcome} (redacted)";
}
