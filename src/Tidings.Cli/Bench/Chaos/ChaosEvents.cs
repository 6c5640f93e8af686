using System.Globalization;
using System.Text.Json.Nodes;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>Card payments of which every tenth is told as a one-time code, so that two classes flow for each customer.</summary>
internal static class ChaosEvents
{
    const int EveryCode = 10;
    const string CodeMark = "9999";

    public static bool IsCode(long number) => number % EveryCode == 0;

    /// <summary>A customer's numbers follow one another at this distance, so that one client posts all of them, in their order.</summary>
    public static int CustomerOf(long number, int customers) => (int)(number / EveryCode % customers);

    public static long ChainOf(long number, int customers) => CustomerOf(number, customers) * 2L + (IsCode(number) ? 1 : 0);

    /// <summary>Ten events of one customer.</summary>
    public static JsonArray Batch(long first, int customers)
    {
        var batch = new JsonArray();
        for (var number = first; number < first + EveryCode; number++)
        {
            batch.Add(new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = $"chaos-{number}", ["source"] = "/bench", ["type"] = "account.transaction.posted",
                ["data"] = new JsonObject
                {
                    ["account"] = $"a{CustomerOf(number, customers)}", ["kind"] = "card-payment",
                    ["amount"] = new JsonObject { ["amount"] = string.Create(CultureInfo.InvariantCulture, $"{1 + (number % 90)}.{(number % 90) + 10}"), ["currency"] = "GBP" },
                    ["merchant"] = new JsonObject { ["name"] = $"Shop {number}", ["mcc"] = IsCode(number) ? CodeMark : "5411" },
                },
            });
        }
        return batch;
    }

    public const int BatchSize = EveryCode;

    /// <summary>The alert that makes codes of the marked ones.</summary>
    public static async Task PutCodes(BankSide bank, CancellationToken cancel)
    {
        await bank.Put("/v1/templates/chaos-code", new()
        {
            ["id"] = "chaos-code", ["version"] = 1, ["class"] = "one-time-code", ["state"] = "approved", ["requires"] = new JsonArray("amount"),
            ["bodies"] = new JsonObject { ["en"] = "{{ bank }}: {{ amount }} at {{ merchant | default: '-' }}." },
        }, cancel);
        await bank.Put("/v1/alerts/chaos-code", new()
        {
            ["id"] = "chaos-code", ["title"] = "A code for the bench", ["class"] = "one-time-code", ["template"] = "chaos-code", ["validity"] = "PT10M",
            ["shadows"] = new JsonArray("card-payment"),
            ["triggers"] = new JsonArray(new JsonObject
            {
                ["on"] = "account.transaction.posted",
                ["when"] = new JsonArray(new JsonObject { ["field"] = "merchantCategory", ["op"] = "is", ["value"] = CodeMark }),
            }),
        }, cancel);
    }
}
