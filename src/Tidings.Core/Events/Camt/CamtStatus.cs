namespace Tidings.Core.Events.Camt;

/// <summary>What the bank says of an entry: <c>Sts</c> until version 07, <c>Sts/Cd</c> from 08 on.</summary>
public enum CamtStatus : byte
{
    /// <summary>BOOK.</summary>
    Booked = 1,
    /// <summary>PDNG: expected or reserved.</summary>
    Pending,
    /// <summary>INFO: told for information, on no account.</summary>
    Information,
    /// <summary>FUTR: will be booked at a later day.</summary>
    Future,
    /// <summary>A code that ISO 20022 does not know.</summary>
    Other,
}
