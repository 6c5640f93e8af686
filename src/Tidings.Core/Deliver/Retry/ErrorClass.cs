namespace Tidings.Core.Deliver.Retry;

/// <summary>What a carrier's refusal means for the text.</summary>
public enum ErrorClass : byte
{
    /// <summary>No refusal.</summary>
    None = 0,
    /// <summary>Too fast, or its queue is full: the same again in a moment, and slower.</summary>
    Throttled,
    /// <summary>The carrier's own trouble, which passes.</summary>
    Temporary,
    /// <summary>This number will not be reached, however often it is tried.</summary>
    Unreachable,
    /// <summary>The carrier will never take this text as it is: our configuration, our account with it, or its rules.</summary>
    Refused,
    /// <summary>No entry in the table (vendors' own codes above all): tried a few times, as trouble that may pass, and then given up.</summary>
    Unknown,
}
