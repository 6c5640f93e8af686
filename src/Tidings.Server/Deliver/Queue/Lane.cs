namespace Tidings.Server.Deliver.Queue;

/// <summary>Messages of one class that may leave, first come first served; what goes again comes first. Linked through the messages themselves.</summary>
internal struct Lane
{
    Outgoing? _first;
    Outgoing? _last;

    public readonly Outgoing? First => _first;

    public readonly bool IsEmpty => _first is null;

    public void Add(Outgoing message)
    {
        message.Place = OutgoingPlace.Lane;
        message.Next = null;
        if (_last is null)
            _first = message;
        else
            _last.Next = message;
        _last = message;
    }

    public void PutBack(Outgoing message)
    {
        message.Place = OutgoingPlace.Lane;
        message.Next = _first;
        _first = message;
        _last ??= message;
    }

    /// <summary>Takes one out from wherever it stands. False: it is not here.</summary>
    public bool Remove(Outgoing message)
    {
        Outgoing? before = null;
        for (var at = _first; at is not null; (before, at) = (at, at.Next))
        {
            if (at != message)
                continue;
            if (before is null)
                _first = at.Next;
            else
                before.Next = at.Next;
            if (_last == at)
                _last = before;
            at.Next = null;
            return true;
        }
        return false;
    }

    public Outgoing? Take()
    {
        if (_first is not { } message)
            return null;
        _first = message.Next;
        if (_first is null)
            _last = null;
        message.Next = null;
        message.Place = OutgoingPlace.Bind;
        return message;
    }
}
