using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Bench;

/// <summary>The messages that a node says are in a state.</summary>
internal static class Searched
{
    public static async Task<long> Count(Uri api, string key, string state, CancellationToken cancel)
    {
        using var bank = new Demo.BankSide(api, key);
        return await Ids(bank, state, cancel).LongCountAsync(cancel);
    }

    /// <summary>Their ids, newest first.</summary>
    public static IAsyncEnumerable<string> Ids(Demo.BankSide bank, string state, CancellationToken cancel) => IdsWhere(bank, "state", state, cancel);

    /// <summary>Of one customer's messages, newest first.</summary>
    public static IAsyncEnumerable<string> IdsOf(Demo.BankSide bank, string customer, CancellationToken cancel) => IdsWhere(bank, "customer", customer, cancel);

    static async IAsyncEnumerable<string> IdsWhere(Demo.BankSide bank, string field, string value, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A page looks at some facts and then says where to go on, also where it found none.
        var query = new JsonObject { [field] = value, ["limit"] = 200 };
        while (true)
        {
            var answer = await bank.PostJson("/v1/messages/search", query.DeepClone().AsObject(), cancel);
            foreach (var message in answer["messages"]!.AsArray())
                yield return (string)message!["id"]!;
            if (answer["next"] is not JsonValue next)
                yield break;
            query["cursor"] = (string)next!;
        }
    }
}
