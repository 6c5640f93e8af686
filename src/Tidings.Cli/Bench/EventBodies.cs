using System.Globalization;
using System.Text;

namespace Tidings.Cli.Bench;

/// <summary>Card payments as CloudEvents JSON, each with an identity and a text of its own.</summary>
internal sealed class EventBodies(int customers, string run)
{
    /// <summary>How many shops there are, each with a terminal. 0: each payment is at one of its own, without.</summary>
    public int Shops { get; init; }

    public const string One = "application/cloudevents+json";
    public const string Many = "application/cloudevents-batch+json";

    readonly StringBuilder _text = new();
    byte[] _bytes = new byte[64 * 1024];

    /// <summary>The body of the events [first, first + count); as a batch unless <paramref name="count"/> is one and <paramref name="single"/>.</summary>
    public ReadOnlyMemory<byte> Write(long first, int count, bool single)
    {
        _text.Clear();
        if (!single)
            _text.Append('[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                _text.Append(',');
            Append(first + i);
        }
        if (!single)
            _text.Append(']');
        var needed = _text.Length * 2;
        if (_bytes.Length < needed)
            _bytes = new byte[needed];
        var at = 0;
        foreach (var chunk in _text.GetChunks())
            at += Encoding.UTF8.GetBytes(chunk.Span, _bytes.AsSpan(at));
        return _bytes.AsMemory(0, at);
    }

    void Append(long number)
    {
        var customer = CustomerOf(number, customers);
        var shop = Shops == 0 ? number : number % Shops;
        _text.Append(CultureInfo.InvariantCulture, $$$"""{"specversion":"1.0","id":"{{{run}}}-{{{number}}}","source":"/bench","type":"account.transaction.posted","data":{"account":"a{{{customer}}}","kind":"card-payment","amount":{"amount":"{{{1 + (number % 90)}}}.{{{number % 90 + 10}}}","currency":"GBP"},"merchant":{"name":"Shop {{{shop}}}","mcc":"5411"},"channel":"pos""");
        if (Shops > 0)
            _text.Append(CultureInfo.InvariantCulture, $"\",\"terminal\":\"T-{shop}");
        _text.Append("\"}}");
    }

    /// <summary>A stride that shares no factor with the number of customers visits each once before any twice.</summary>
    public static long CustomerOf(long number, int customers) => number * 7919 % customers;
}
