using System.Threading.Channels;

namespace Tidings.Simulator.Messages;

/// <summary>
/// Tells every open page what is new. A page that cannot keep up loses events, never delays the carrier; it is told to read
/// everything again.
/// </summary>
internal sealed class LiveFeed
{
    public const int MostPages = 32;
    const int Backlog = 512;
    readonly Lock gate = new();
    Page[] pages = [];

    /// <summary>Null if as many pages are open as may be.</summary>
    public Page? Open()
    {
        lock (gate)
        {
            if (pages.Length >= MostPages)
                return null;
            var page = new Page();
            pages = [.. pages, page];
            return page;
        }
    }

    public void Close(Page page)
    {
        lock (gate)
            pages = [.. pages.Where(other => other != page)];
    }

    public void Tell(LiveEvent what)
    {
        foreach (var page in Volatile.Read(ref pages))
            page.Tell(what);
    }

    internal sealed class Page
    {
        readonly Channel<LiveEvent> events = Channel.CreateBounded<LiveEvent>(
            new BoundedChannelOptions(Backlog) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        int missed;

        public ChannelReader<LiveEvent> Events => events.Reader;

        /// <summary>Returns once whether events were lost since the last call.</summary>
        public bool Missed() => Interlocked.Exchange(ref missed, 0) != 0;

        public void Tell(LiveEvent what)
        {
            if (!events.Writer.TryWrite(what))
                Volatile.Write(ref missed, 1);
        }
    }
}
