using Tidings.Simulator.Messages;

namespace Tidings.Simulator;

public sealed partial class Inbox
{
    /// <summary>Each phone with its latest text, the one that changed last first.</summary>
    internal IReadOnlyList<(Bubble Latest, int Count)> Phones(int most)
    {
        lock (gate)
            return [.. byNumber.Values
                .Select(handset => (Latest: handset.Texts.Last!.Value.Value, handset.Texts.Count))
                .OrderByDescending(phone => phone.Latest.Id)
                .Take(most)];
    }

    /// <summary>The latest texts of one phone, replies included, oldest first.</summary>
    internal IReadOnlyList<Bubble> Conversation(string number, int most)
    {
        lock (gate)
            return [.. NewestFirst_NeedsLock(number.TrimStart('+')).Take(most).Reverse()];
    }

    internal IReadOnlyList<Part>? PartsOf(long id)
    {
        lock (gate)
            return byId.TryGetValue(id, out var node) ? node.Value.Parts : null;
    }

    /// <summary>The account that last texted this phone from this sender; from any sender if not from this one.</summary>
    internal string? AccountOf(string number, string peer)
    {
        lock (gate)
        {
            var texts = NewestFirst_NeedsLock(number.TrimStart('+')).Where(bubble => !bubble.IsReply);
            return (texts.FirstOrDefault(bubble => bubble.Peer == peer) ?? texts.FirstOrDefault())?.Account;
        }
    }

    /// <summary>The sender that last texted this phone.</summary>
    internal string? LatestPeer(string number)
    {
        lock (gate)
            return NewestFirst_NeedsLock(number.TrimStart('+')).FirstOrDefault(bubble => !bubble.IsReply)?.Peer;
    }
}
