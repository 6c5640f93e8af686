using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// Requests whose response did not come in time: their sequence numbers are kept a while, since a slow peer answers in the end. Bounded: the oldest
/// are forgotten, and a response to those is ignored. Not synchronised: the session's lock is.
/// </summary>
internal sealed class OverdueRequests(int capacity)
{
    private readonly Dictionary<uint, (CommandId Command, long Token)> _tokens = [];
    private readonly Queue<uint> _age = new();

    public void Add(in PendingRequests.Entry request)
    {
        if (_tokens.TryAdd(request.Sequence, (request.Command, request.Token)))
            _age.Enqueue(request.Sequence);
        if (_age.Count > capacity)
            _tokens.Remove(_age.Dequeue());
    }

    /// <summary>Takes out the request that a late response answers; generic_nack answers any.</summary>
    public bool TryTake(uint sequence, CommandId response, out long token)
    {
        token = 0;
        if (_tokens.Count == 0 || !_tokens.TryGetValue(sequence, out var request))
            return false;
        if (response != CommandId.GenericNack && response != request.Command.ToResponse())
            return false;
        token = request.Token;
        return _tokens.Remove(sequence);
    }
}
