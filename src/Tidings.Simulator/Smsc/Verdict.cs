namespace Tidings.Simulator.Smsc;

/// <summary>What befalls the answer to a submit_sm.</summary>
internal enum Fault
{
    None,
    NoResponse,
    Disconnect,
    DisconnectMidPdu,
    Garbage,
    Oversized,
}

/// <summary>What the carrier does with one submit_sm.</summary>
internal readonly record struct Verdict(SmscStatus Status, Fault Fault, TimeSpan ResponseDelay, ReceiptPlan Receipt);

/// <summary>What the receipt of an accepted message will say, and when.</summary>
internal readonly record struct ReceiptPlan(
    ReceiptMode Mode, TimeSpan Delay, ReceiptState State, int Error, int Copies, bool BeforeResponse, string? AutoReply);
