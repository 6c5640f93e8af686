using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>Card payments of which every tenth is told as a one-time code, so that two classes flow for each customer.</summary>
internal sealed class ChaosEvents(int customers)
{
    const int EveryCode = 10;
    const string CodeMark = "9999";

    /// <summary>Ten customers with ten events each.</summary>
    public const int BatchSize = EveryCode * 10;

    /// <summary>A code that comes later than this is worth nothing, and must not come.</summary>
    public static readonly TimeSpan CodesAreValid = TimeSpan.FromMinutes(1);

    readonly StringBuilder _text = new();
    byte[] _bytes = new byte[64 * 1024];

    public static bool IsCode(long number) => number % EveryCode == 0;

    /// <summary>A customer's numbers follow one another at this distance, so that one client posts all of them, in their order.</summary>
    public static int CustomerOf(long number, int customers) => (int)(number / EveryCode % customers);

    public static long ChainOf(long number, int customers) => CustomerOf(number, customers) * 2L + (IsCode(number) ? 1 : 0);

    /// <summary>The batch that begins with this number, until the next is written.</summary>
    public ReadOnlyMemory<byte> Write(long first)
    {
        _text.Clear().Append('[');
        for (var number = first; number < first + BatchSize; number++)
        {
            if (number > first)
                _text.Append(',');
            _text.Append(CultureInfo.InvariantCulture, $$$$"""
                {"specversion":"1.0","id":"chaos-{{{{number}}}}","source":"/bench","type":"account.transaction.posted","data":{"account":"a{{{{CustomerOf(number, customers)}}}}","kind":"card-payment","amount":{"amount":"{{{{1 + (number % 90)}}}}.{{{{(number % 90) + 10}}}}","currency":"GBP"},"merchant":{"name":"Shop {{{{number}}}}","mcc":"{{{{(IsCode(number) ? CodeMark : "5411")}}}}"}}}
                """);
        }
        _text.Append(']');
        if (_bytes.Length < _text.Length)
            _bytes = new byte[_text.Length * 2];
        var at = 0;
        foreach (var chunk in _text.GetChunks())
            at += Encoding.ASCII.GetBytes(chunk.Span, _bytes.AsSpan(at));
        return _bytes.AsMemory(0, at);
    }

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
            ["id"] = "chaos-code", ["title"] = "A code for the bench", ["class"] = "one-time-code", ["template"] = "chaos-code", ["validity"] = XmlConvert.ToString(CodesAreValid),
            ["shadows"] = new JsonArray("card-payment"),
            ["triggers"] = new JsonArray(new JsonObject
            {
                ["on"] = "account.transaction.posted",
                ["when"] = new JsonArray(new JsonObject { ["field"] = "merchantCategory", ["op"] = "is", ["value"] = CodeMark }),
            }),
        }, cancel);
    }
}
