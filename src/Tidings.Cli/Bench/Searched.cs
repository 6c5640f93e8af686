using System.Text.Json.Nodes;

namespace Tidings.Cli.Bench;

/// <summary>How many messages a node says are in a state.</summary>
internal static class Searched
{
    public static async Task<long> Count(Uri api, string key, string state, CancellationToken cancel)
    {
        using var bank = new Demo.BankSide(api, key);
        var found = 0L;
        // A page looks at some thousands of messages and then says where to go on, also where it found none.
        var query = new JsonObject { ["state"] = state, ["limit"] = 200 };
        while (true)
        {
            var answer = await bank.PostJson("/v1/messages/search", query.DeepClone().AsObject(), cancel);
            found += answer["messages"]!.AsArray().Count;
            if (answer["next"] is not JsonValue next)
                return found;
            query["cursor"] = (string)next!;
        }
    }
}
