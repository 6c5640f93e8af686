namespace Tidings.Cli.Bench.Chaos;

/// <summary>Clients with customers of their own, each of whom posts one batch after the other, and the same again until it is acknowledged: so the order of each customer's events is known.</summary>
internal sealed class ChaosLoad(int customers, int clients, double perSecond, long most, Func<CancellationToken, Task<LoadConnection>> connect)
{
    static readonly TimeSpan ComeAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>When each event was acknowledged.</summary>
    public TimesOfNumbers Acknowledged { get; } = new(most);

    public Task Run(CancellationToken stop, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(client, stop, cancel), cancel)));

    async Task Client(int client, CancellationToken stop, CancellationToken cancel)
    {
        using var connection = await connect(cancel);
        var bodies = new ChaosEvents(customers);
        var pace = new Pace(perSecond / clients / ChaosEvents.BatchSize);
        // The blocks of one client come round to the same customers.
        for (var block = (long)client; await pace.Next(stop); block += clients)
        {
            var first = block * ChaosEvents.BatchSize;
            if (first + ChaosEvents.BatchSize > most)
                return;
            await PostUntilAcknowledged(connection, bodies.Write(first), cancel);
            var now = SubmitLog.Microseconds(TimeProvider.System);
            for (var number = first; number < first + ChaosEvents.BatchSize; number++)
                Acknowledged.TryAdd(number, now);
        }
    }

    static async Task PostUntilAcknowledged(LoadConnection connection, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        while (true)
        {
            var (status, answer) = await connection.Post(body, cancel);
            var done = Outcomes.Count(status, answer.Span, ChaosEvents.BatchSize, out var refused);
            if (refused > 0)
                throw new InvalidOperationException("The benchmark's events are called wrong.");
            if (done == ChaosEvents.BatchSize)
                return;
            await Task.Delay(ComeAgain, TimeProvider.System, cancel);
        }
    }
}
