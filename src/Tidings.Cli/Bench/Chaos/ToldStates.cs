using System.Collections.Concurrent;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>What the node tells of its messages, by the numbers of their events.</summary>
internal sealed class ToldStates(ChildNode node) : IDisposable
{
    const int AtOnce = 8;

    readonly BankSide _bank = new(node.Api, node.Key);
    /// <summary>Which event a message came from never changes, and may be asked for many of them.</summary>
    readonly ConcurrentDictionary<string, long> _numbers = new(StringComparer.Ordinal);

    /// <summary>The ids of those that are in a state now, by their numbers.</summary>
    public async Task<Dictionary<long, string>> In(string state, CancellationToken cancel)
    {
        var ids = await Searched.Ids(_bank, state, cancel).ToListAsync(cancel);
        await Parallel.ForEachAsync(
            ids.Where(id => !_numbers.ContainsKey(id)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (id, cancelled) => _numbers[id] = ChaosEvents.NumberOf((string)(await _bank.Get($"/v1/messages/{id}", cancelled))["event"]!["id"]!));
        return ids.ToDictionary(id => _numbers[id]);
    }

    /// <summary>The id of one of a customer's messages, by its number; null: he has none.</summary>
    public async Task<string?> IdOf(long number, int customers, CancellationToken cancel)
    {
        await foreach (var id in Searched.IdsOf(_bank, $"c{ChaosEvents.CustomerOf(number, customers)}", cancel))
        {
            if (ChaosEvents.NumberOf((string)(await _bank.Get($"/v1/messages/{id}", cancel))["event"]!["id"]!) == number)
                return id;
        }
        return null;
    }

    public void Dispose() => _bank.Dispose();
}
