namespace Tidings.Core.Events.Camt;

/// <summary>What became of an entry: events, or a reason for none.</summary>
public abstract record CamtMapped
{
    private CamtMapped() { }

    /// <summary>Events to accept. Their customer is empty: intake finds the account's holders.</summary>
    public sealed record Events(IReadOnlyList<BankEvent> All) : CamtMapped
    {
        /// <summary>Never shows the events.</summary>
        public override string ToString() => $"{All.Count} events (redacted)";
    }

    /// <summary>No booking, so nothing to tell.</summary>
    public sealed record Skipped(CamtSkip Why) : CamtMapped;

    /// <summary>A booking that cannot be told: it is wrong.</summary>
    public sealed record Refused(FieldError Error) : CamtMapped;
}

/// <summary>Why an entry is nothing to tell.</summary>
public enum CamtSkip : byte
{
    /// <summary>INFO: for information, on no account.</summary>
    Information = 1,
    /// <summary>FUTR: will be told when it is booked.</summary>
    Future,
    /// <summary>A status that ISO 20022 does not know.</summary>
    UnknownStatus,
    /// <summary>Nothing was booked: the amount is zero.</summary>
    Zero,
    /// <summary>The bank says that the part was sent before (<c>CpyDplctInd</c>).</summary>
    Copy,
}
