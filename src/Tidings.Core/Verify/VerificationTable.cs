using static Tidings.Core.Verify.VerificationStatus;

namespace Tidings.Core.Verify;

/// <summary>How a verification stands. The numbers are stored.</summary>
public enum VerificationStatus : byte
{
    /// <summary>A code is awaited.</summary>
    Pending = 1,
    /// <summary>The right code came, in time, the first time.</summary>
    Approved,
    /// <summary>As many wrong codes came as are judged.</summary>
    Failed,
    /// <summary>Its time ended first.</summary>
    Expired,
    /// <summary>The bank ended it.</summary>
    Cancelled,
    /// <summary>Another began for the same purpose.</summary>
    Superseded,
    /// <summary>What was to be approved is another payment by now.</summary>
    Changed,
}

/// <summary>What can happen to a verification.</summary>
public enum VerificationFact : byte
{
    RightCode = 0,
    WrongCode,
    /// <summary>The last of the wrong codes that are judged.</summary>
    LastWrongCode,
    PaymentChanged,
    TimeOver,
    EndedByBank,
    AnotherBegan,
}

/// <summary>The whole machine: from pending everything leads somewhere once, and from there nothing leads anywhere. docs/verification.md shows this same table.</summary>
public static class VerificationTable
{
    //  columns: RightCode, WrongCode, LastWrongCode, PaymentChanged, TimeOver, EndedByBank, AnotherBegan
    static readonly VerificationStatus[] FromPending = [Approved, Pending, Failed, Changed, Expired, Cancelled, Superseded];

    public static VerificationStatus Next(VerificationStatus from, VerificationFact fact) => from == Pending ? FromPending[(int)fact] : from;
}
