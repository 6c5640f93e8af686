using System.Collections.Concurrent;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>Clients with customers of their own, each of whom posts one batch after the other, and the same again until it is acknowledged: so the order of each customer's events is known.</summary>
internal sealed class ChaosLoad(int customers, int clients, double perSecond, Func<BankSide> connect)
{
    static readonly TimeSpan ComeAgain = TimeSpan.FromMilliseconds(20);
    readonly ConcurrentDictionary<long, long> _acknowledged = new();

    /// <summary>When each event was acknowledged, in Unix µs.</summary>
    public IReadOnlyDictionary<long, long> Acknowledged => _acknowledged;

    public Task Run(CancellationToken stop, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(client, stop, cancel), cancel)));

    async Task Client(int client, CancellationToken stop, CancellationToken cancel)
    {
        using var bank = connect();
        var pace = new Pace(perSecond / clients / ChaosEvents.BatchSize);
        // Each block of ten is one customer's; the blocks of one client come round to the same customers.
        for (var block = (long)client; await pace.Next(stop); block += clients)
        {
            var first = block * ChaosEvents.BatchSize;
            while (!await Post(bank, first, cancel))
                await Task.Delay(ComeAgain, TimeProvider.System, cancel);
            var now = SubmitLog.Microseconds(TimeProvider.System);
            for (var number = first; number < first + ChaosEvents.BatchSize; number++)
                _acknowledged[number] = now;
        }
    }

    async Task<bool> Post(BankSide bank, long first, CancellationToken cancel)
    {
        try
        {
            var answer = await bank.Post(ChaosEvents.Batch(first, customers), cancel);
            return answer["results"]!.AsArray().All(static one => (string?)one!["status"] is "accepted" or "duplicate");
        }
        catch (HttpRequestException busy) when (busy.StatusCode is System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.ServiceUnavailable or null)
        {
            return false;
        }
    }
}
