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

    const string IdPrefix = "chaos-";
    static readonly TimeSpan CodesAreValid = TimeSpan.FromMinutes(1), PaymentsAreValid = TimeSpan.FromMinutes(2);

    readonly StringBuilder _text = new();
    byte[] _bytes = new byte[64 * 1024];

    /// <summary>What comes later than this is worth nothing, and must not come.</summary>
    public static TimeSpan IsValid(long number) => IsCode(number) ? CodesAreValid : PaymentsAreValid;

    /// <summary>The number of the event with this id.</summary>
    public static long NumberOf(string id) => long.Parse(id.AsSpan(IdPrefix.Length), CultureInfo.InvariantCulture);

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
                {"specversion":"1.0","id":"{{{{IdPrefix}}}}{{{{number}}}}","source":"/bench","type":"account.transaction.posted","data":{"account":"a{{{{CustomerOf(number, customers)}}}}","kind":"card-payment","amount":{"amount":"{{{{1 + (number % 90)}}}}.{{{{(number % 90) + 10}}}}","currency":"GBP"},"merchant":{"name":"Shop {{{{number}}}}","mcc":"{{{{(IsCode(number) ? CodeMark : "5411")}}}}"}}}
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

    /// <summary>The alert that makes codes of the marked ones, and texts of the others that are worth nothing after a while.</summary>
    public static async Task PutAlerts(BankSide bank, CancellationToken cancel)
    {
        var payments = (await bank.Get("/v1/alerts/card-payment", cancel)).AsObject();
        payments["validity"] = XmlConvert.ToString(PaymentsAreValid);
        await bank.Put("/v1/alerts/card-payment", payments, cancel);
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
