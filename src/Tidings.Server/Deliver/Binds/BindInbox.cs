using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What the session's read loop hands to the pump: bounded by the two windows of the session.</summary>
internal sealed class BindInbox
{
    readonly Lock _lock = new();
    List<Answer> _answers = [];
    List<Answer> _answersRead = [];
    List<ReceivedReceipt> _receipts = [];
    List<ReceivedReceipt> _receiptsRead = [];
    List<WaitingReceipt> _resolved = [];
    List<WaitingReceipt> _resolvedRead = [];

    public void Add(in Answer answer)
    {
        lock (_lock)
            _answers.Add(answer);
    }

    public void Add(in ReceivedReceipt receipt)
    {
        lock (_lock)
            _receipts.Add(receipt);
    }

    public void Add(WaitingReceipt resolved)
    {
        lock (_lock)
            _resolved.Add(resolved);
    }

    /// <summary>All that has come since the last call. Valid until the next.</summary>
    public (List<Answer> Answers, List<ReceivedReceipt> Receipts, List<WaitingReceipt> Resolved) Take()
    {
        _answersRead.Clear();
        _receiptsRead.Clear();
        _resolvedRead.Clear();
        lock (_lock)
        {
            (_answers, _answersRead) = (_answersRead, _answers);
            (_receipts, _receiptsRead) = (_receiptsRead, _receipts);
            (_resolved, _resolvedRead) = (_resolvedRead, _resolved);
        }
        return (_answersRead, _receiptsRead, _resolvedRead);
    }
}

/// <param name="Status">command_status; of meaning only where <paramref name="Kind"/> says that there was a response.</param>
/// <param name="Reference">The carrier's message id as it wrote it; null where there is none.</param>
/// <param name="Key">The same to compare by.</param>
/// <param name="Congestion">How busy the carrier says it is, 0 to 100; 0 where it says nothing.</param>
/// <param name="After">After how many seconds it says that it may be tried again; 0 where it says nothing.</param>
internal readonly record struct Answer(long Token, AnswerKind Kind, int Status, string? Reference, UInt128 Key, byte Congestion = 0, ushort After = 0);

internal enum AnswerKind : byte
{
    Response = 1,
    /// <summary>A response to what was given up before.</summary>
    Late,
    /// <summary>No answer in time.</summary>
    TimedOut,
    /// <summary>None before the session ended: whether the carrier has it is not known.</summary>
    Ended,
}
