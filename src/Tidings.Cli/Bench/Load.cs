namespace Tidings.Cli.Bench;

/// <summary>Clients that post events until told to stop, and post again whatever was not acknowledged, as a bank must.</summary>
internal sealed class Load(int customers, string run, int batch, int connections, double rate)
{
    static readonly TimeSpan ComeAgain = TimeSpan.FromMilliseconds(20);

    long _next;
    long _acknowledged;
    long _refused;
    long _repeated;

    /// <summary>Events that the server answered with accepted or duplicate.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);
    /// <summary>Events that the server called wrong: always 0, or the benchmark is.</summary>
    public long Refused => Interlocked.Read(ref _refused);
    /// <summary>Requests that were sent again.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Takes the times of answered requests; null where nobody asks for them.</summary>
    public LatencyLog? Latencies { get; init; }

    /// <summary>See <see cref="EventBodies.Shops"/>.</summary>
    public int Shops { get; init; }

    /// <summary>Where to find the server now; it may come back elsewhere or later.</summary>
    public required Func<(Uri Api, string Key)> Server { get; init; }

    public async Task Run(CancellationToken stop, CancellationToken cancel)
    {
        var clients = new Task[connections];
        for (var i = 0; i < connections; i++)
        {
            var phase = (double)i / connections;
            clients[i] = Task.Run(() => Client(phase, stop, cancel), cancel);
        }
        await Task.WhenAll(clients);
    }

    async Task Client(double phase, CancellationToken stop, CancellationToken cancel)
    {
        var bodies = new EventBodies(customers, run) { Shops = Shops };
        var pace = rate > 0 ? new Pace(rate / connections / batch, phase) : null;
        LoadConnection? connection = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (pace is not null && !await pace.Next(stop))
                    break;
                var first = Interlocked.Add(ref _next, batch) - batch;
                connection = await PostUntilAcknowledged(connection, bodies, first, cancel);
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    async Task<LoadConnection?> PostUntilAcknowledged(LoadConnection? connection, EventBodies bodies, long first, CancellationToken cancel)
    {
        var body = bodies.Write(first, batch, single: batch == 1);
        var left = batch;
        while (true)
        {
            try
            {
                var (api, key) = Server();
                connection ??= await LoadConnection.Open(api, key, batch == 1 ? EventBodies.One : EventBodies.Many, cancel);
                var began = Latencies is null ? 0 : SubmitLog.Microseconds(TimeProvider.System);
                var (status, answer) = await connection.Post(body, cancel);
                Latencies?.Add(first, began);
                var done = Outcomes.Count(status, answer.Span, batch, out var refused);
                Interlocked.Add(ref _refused, refused);
                // A batch with busy events goes again whole: what was accepted is a duplicate then.
                if (done == batch)
                {
                    Interlocked.Add(ref _acknowledged, left - refused);
                    return connection;
                }
            }
            catch (Exception gone) when (IsConnectionLoss(gone))
            {
                connection?.Dispose();
                connection = null;
            }
            Interlocked.Increment(ref _repeated);
            await Task.Delay(ComeAgain, TimeProvider.System, cancel);
        }
    }

    static bool IsConnectionLoss(Exception failure) => failure is IOException or System.Net.Sockets.SocketException;
}

/// <summary>Reads the statuses out of an answer without parsing it.</summary>
internal static class Outcomes
{
    /// <summary>How many events are done with (accepted, duplicate or refused).</summary>
    public static int Count(int status, ReadOnlySpan<byte> answer, int batch, out int refused)
    {
        refused = 0;
        if (status is 429 or 503)
            return 0;
        if (status is 422 or 400)
        {
            refused = batch;
            return batch;
        }
        if (status is not (200 or 202))
            throw new InvalidOperationException($"The server answered {status}: {System.Text.Encoding.UTF8.GetString(answer[..Math.Min(500, answer.Length)])}");
        refused = answer.Count("\"status\":\"refused\""u8);
        return refused + answer.Count("\"status\":\"accepted\""u8) + answer.Count("\"status\":\"duplicate\""u8);
    }
}
