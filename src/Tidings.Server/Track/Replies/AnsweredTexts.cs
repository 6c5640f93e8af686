namespace Tidings.Server.Track.Replies;

/// <summary>
/// Customers' texts of which a carrier was told that we have them, over a session that still stands: it does not bring them again for want of an answer. In memory and bounded; of what is forgotten, as after a start,
/// a repetition is believed sooner.
/// </summary>
internal sealed class AnsweredTexts
{
    const int Most = 4_096;

    readonly Dictionary<ulong, Task> _sessions = [];
    readonly Queue<ulong> _oldestFirst = new();

    public void Add(ulong fingerprint, Task sessionEnded)
    {
        if (!_sessions.ContainsKey(fingerprint))
            _oldestFirst.Enqueue(fingerprint);
        _sessions[fingerprint] = sessionEnded;
        if (_oldestFirst.Count > Most)
            _sessions.Remove(_oldestFirst.Dequeue());
    }

    public bool Has(ulong fingerprint) => _sessions.TryGetValue(fingerprint, out var ended) && !ended.IsCompleted;
}
