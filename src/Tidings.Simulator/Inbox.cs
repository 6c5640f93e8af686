using Tidings.Simulator.Messages;

namespace Tidings.Simulator;

/// <summary>The texts that the phones received, whole, the last so many over all numbers and of each. Safe for threads.</summary>
public sealed partial class Inbox
{
    readonly Lock gate = new();
    readonly TimeProvider clock;
    readonly int capacity, perNumber;
    readonly LinkedList<Bubble> all = [];
    readonly Dictionary<string, Handset> byNumber = [];
    readonly Dictionary<ulong, Bubble> byMessage = [];
    readonly Dictionary<long, LinkedListNode<Bubble>> byId = [];
    readonly Assembly assembly = new();
    long lastId;

    internal Inbox(SimulatorOptions options, TimeProvider clock)
    {
        this.clock = clock;
        capacity = options.InboxCapacity;
        perNumber = options.InboxPerNumber;
    }

    internal LiveFeed Live { get; } = new();

    /// <summary>How many texts it holds now, replies included.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return all.Count;
        }
    }

    /// <summary>Forgets every text and every segment that waits for its others. Ids go on from where they were.</summary>
    public void Clear()
    {
        lock (gate)
        {
            all.Clear();
            byNumber.Clear();
            byMessage.Clear();
            byId.Clear();
            assembly.Clear();
        }
        Live.Tell(LiveEvent.ReadAgain);
    }

    void Add_NeedsLock(Bubble bubble)
    {
        if (!byNumber.TryGetValue(bubble.Number, out var handset))
            byNumber.Add(bubble.Number, handset = new(bubble.Number));
        var node = all.AddLast(bubble);
        handset.Texts.AddLast(node);
        byId.Add(bubble.Id, node);
        foreach (var part in bubble.Parts)
            byMessage[part.MessageId] = bubble;
        while (handset.Texts.Count > perNumber)
            Remove_NeedsLock(handset.Texts.First!.Value);
        while (all.Count > capacity)
            Remove_NeedsLock(all.First!);
    }

    void Remove_NeedsLock(LinkedListNode<Bubble> node)
    {
        var bubble = node.Value;
        all.Remove(node);
        byId.Remove(bubble.Id);
        foreach (var part in bubble.Parts)
            byMessage.Remove(part.MessageId);
        // Both lists are in order of arrival, so the first of all is the first of its own as well.
        var handset = byNumber[bubble.Number];
        handset.Texts.RemoveFirst();
        if (handset.Texts.Count == 0)
            byNumber.Remove(bubble.Number);
    }

    internal sealed class Handset(string number)
    {
        public string Number { get; } = number;

        public LinkedList<LinkedListNode<Bubble>> Texts { get; } = [];
    }
}
