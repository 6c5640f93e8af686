using Tidings.Simulator.Messages;

namespace Tidings.Simulator;

public sealed partial class Inbox
{
    /// <summary>How many may wait for texts at once.</summary>
    public const int MostWaiters = 256;

    /// <summary>How many texts one answer holds at most; the cursor leads on to the rest.</summary>
    public const int PageSize = 500;

    readonly List<Waiter> waiters = [];

    /// <summary>
    /// The texts that came after a cursor, oldest first; if there are none, waits for the first. Null if too many wait already.
    /// </summary>
    /// <param name="to">The phone's number, with or without +; null is every phone.</param>
    /// <param name="after">The id of the last text seen; 0 begins at the oldest that is kept.</param>
    /// <param name="wait">How long to wait; zero answers at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<ReceivedText>?> TextsAsync(string? to, long after, TimeSpan wait, CancellationToken cancellation = default)
    {
        var number = to?.TrimStart('+');
        var end = clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
        while (true)
        {
            Waiter waiter;
            var left = clock.GetElapsedTime(clock.GetTimestamp(), end);
            lock (gate)
            {
                var texts = After_NeedsLock(number, after);
                if (texts.Count > 0 || left <= TimeSpan.Zero)
                    return texts;
                if (waiters.Count >= MostWaiters)
                    return null;
                waiters.Add(waiter = new(number));
            }
            try
            {
                await waiter.Arrived.Task.WaitAsync(left, clock, cancellation);
            }
            catch (TimeoutException)
            {
                // Looks a last time and answers with what there is.
            }
            finally
            {
                lock (gate)
                    waiters.Remove(waiter);
            }
        }
    }

    /// <summary>The texts that are kept now, oldest first.</summary>
    /// <param name="to">The phone's number, with or without +; null is every phone.</param>
    /// <param name="after">The id of the last text seen.</param>
    public IReadOnlyList<ReceivedText> Texts(string? to = null, long after = 0)
    {
        lock (gate)
            return After_NeedsLock(to?.TrimStart('+'), after);
    }

    List<ReceivedText> After_NeedsLock(string? number, long after)
    {
        List<ReceivedText> texts = [];
        var bubbles = number is null ? NewestFirst(all) : NewestFirst_NeedsLock(number);
        foreach (var bubble in bubbles.TakeWhile(bubble => bubble.Id > after).Where(bubble => !bubble.IsReply).Reverse().Take(PageSize))
            texts.Add(AsText(bubble));
        return texts;
    }

    IEnumerable<Bubble> NewestFirst_NeedsLock(string number) =>
        byNumber.TryGetValue(number, out var handset) ? NewestFirst(handset.Texts).Select(node => node.Value) : [];

    static IEnumerable<T> NewestFirst<T>(LinkedList<T> list)
    {
        for (var node = list.Last; node is not null; node = node.Previous)
            yield return node.Value;
    }

    static ReceivedText AsText(Bubble bubble) => new()
    {
        Id = bubble.Id,
        To = "+" + bubble.Number,
        From = bubble.Peer,
        Text = bubble.Text,
        Encoding = bubble.Encoding,
        Segments = bubble.Parts.Count,
        ReceivedAt = bubble.At,
        DataCoding = bubble.DataCoding,
        MessageIds = [.. bubble.Parts.Select(part => part.IdText)],
    };

    Waiter[] TakeWaiters_NeedsLock(string number) =>
        waiters.Count == 0 ? [] : [.. waiters.Where(waiter => waiter.Number is null || waiter.Number == number)];

    sealed class Waiter(string? number)
    {
        public string? Number { get; } = number;

        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
