using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What happens where the store has a fact under the number that one of ours was to have: somebody else has settled a text while a carrier had it.</summary>
internal sealed partial class BindPump
{
    /// <summary>So often numbers are looked for anew; what conflicts still is no fact of a text.</summary>
    const int MostRenumberings = 8;

    /// <summary>Each fact whose number is taken gets the next that is free: what a carrier has said stays said, of this text and of those beside it. A text that is settled does not go again.</summary>
    /// <returns>Whether one was.</returns>
    async ValueTask<bool> Renumber()
    {
        var any = false;
        for (var i = 0; i < _facts.Count; i++)
        {
            var fact = _facts[i];
            var stored = await Stored(fact);
            List<int> taken = [.. (stored ?? []).Where(row => row.Segment == fact.Segment).Select(static row => row.Attempt)];
            for (var other = 0; other < i; other++)
            {
                if (_facts[other].Message == fact.Message && _facts[other].Segment == fact.Segment)
                    taken.Add(_facts[other].Attempt);
            }
            // What does not open is not known: one step, and the store says again whether it is free.
            if (stored is not null && !taken.Contains(fact.Attempt))
                continue;
            any = true;
            _facts[i] = fact with { Attempt = Math.Max(fact.Attempt, taken.DefaultIfEmpty().Max()) + 1 };
            GoesOnFrom(_facts[i], settled: stored?.Any(static row => row.Settles) == true);
        }
        if (any)
            DeliverLog.Renumbered(_carrier.Log, _bind);
        return any;
    }

    /// <summary>The facts of its text in the store; null where the row does not open any more.</summary>
    async ValueTask<List<SubmissionRow>?> Stored(SubmissionRow fact)
    {
        try
        {
            return (await _carrier.Store.ReadMessage(fact.Message, CancellationToken.None))?.Submissions.Where(row => row.Message == fact.Message).ToList();
        }
        catch (SealRefusedException)
        {
            return null;
        }
    }

    void GoesOnFrom(in SubmissionRow fact, bool settled)
    {
        foreach (var index in _answered)
            GoesOnFrom(_window[index].Message!, fact, settled);
        foreach (var message in _reclaimed)
            GoesOnFrom(message, fact, settled);
        for (var i = _elsewhere.Count - 1; i >= 0; i--)
        {
            var message = _elsewhere[i];
            GoesOnFrom(message, fact, settled);
            if (!message.Settled)
                continue;
            _elsewhere.RemoveAt(i);
            _over.Add(message);
        }
        for (var i = 0; i < _unreported.Count; i++)
        {
            if (_unreported[i].Id == fact.Message)
                _unreported[i] = _unreported[i] with { Attempt = Math.Max(_unreported[i].Attempt, fact.Attempt) };
        }
    }

    static void GoesOnFrom(Outgoing message, in SubmissionRow fact, bool settled)
    {
        if (message.Id != fact.Message)
            return;
        message.Attempt = Math.Max(message.Attempt, fact.Attempt);
        message.Settled |= settled;
    }
}
