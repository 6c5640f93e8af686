using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Server.Intake.Events;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// CloudEvents, one or a batch, and what becomes of them. Oracles: only <see cref="JsonException"/>, and that exactly where the framework's own
/// parser finds no JSON either; what is taken reads the same in both; what is taken can be decided and composed.
/// </summary>
internal sealed class EventTarget : FuzzTarget
{
    const int MostEvents = 20;
    readonly CloudEventReader _reader = EventPieces.Reader();
    readonly EventPieces _bank = new();
    readonly List<ParsedEvent> _batch = [];

    public override string Name => "events";

    public override long MayAllocate(int octets) => 256 * 1024 + 512L * octets;

    public override IReadOnlyList<byte[]> Words => EventPieces.Words;

    public override IEnumerable<byte[]> Seeds()
    {
        var all = EventPieces.Samples().Select(static sample => EventPieces.Structured(sample.Type, sample.Data)).ToArray();
        return [.. all.Select(Encoding.UTF8.GetBytes), Encoding.UTF8.GetBytes($"[{string.Join(',', all[..3])}]"), .. Odd];
    }

    static readonly byte[][] Odd =
    [
        Encoding.UTF8.GetBytes("""{"specversion":"1.0","id":"e-2","source":"/bank","type":"customer.closed","data_base64":"eyJjdXN0b21lciI6IkMtMSJ9"}"""),
        Encoding.UTF8.GetBytes("""{"specversion":"1.0","id":"\u0041\ud83d\ude00","source":"/bank","type":"session.login","comtracing":"x","data":{"customer":"C\u002d1"}}"""),
    ];

    public override byte[]? Reshape(Random random, byte[] input) => JsonMutator.Mutate(random, input, Words);

    public override void Run(byte[] input, Features seen)
    {
        // The door looks for this first.
        if (!Utf8.IsValid(input))
            return;
        var isJson = IsJson(input, out var document);
        using var _ = document;
        try
        {
            if (document?.RootElement.ValueKind == JsonValueKind.Array)
                Batch(input, document.RootElement, seen);
            else
                One(_reader.ReadOne(input), document?.RootElement, seen);
            Oracle.Holds(isJson, "what is no JSON is not taken");
        }
        catch (JsonException)
        {
            seen.Add(1, 1);
            Oracle.Holds(!isJson, "what is JSON is read");
        }
    }

    void Batch(byte[] input, JsonElement root, Features seen)
    {
        _batch.Clear();
        var whole = _reader.ReadBatch(input, MostEvents, _batch);
        Oracle.Holds(whole == root.GetArrayLength() <= MostEvents && _batch.Count == Math.Min(root.GetArrayLength(), MostEvents), "a batch has the events that it has, up to the bound");
        seen.Add(2, (uint)_batch.Count);
        for (var i = 0; i < _batch.Count; i++)
            One(_batch[i], root[i], seen);
    }

    void One(ParsedEvent parsed, JsonElement? json, Features seen)
    {
        EventPieces.Note(parsed, seen);
        if (parsed.Event is not { } happened || json is not { } element)
            return;
        Same(happened, element);
        _bank.Decide(happened, seen);
    }

    static void Same(BankEvent happened, JsonElement json)
    {
        Oracle.Holds(json.GetProperty("id").GetString() == happened.Id && json.GetProperty("source").GetString() == happened.Source && json.GetProperty("type").GetString() == happened.Type, "the attributes are the same");
        if (happened.Amount is not { } amount || !json.TryGetProperty("data", out var data))
            return;
        var said = data.GetProperty("amount");
        var number = said.GetProperty("amount");
        Oracle.Holds(
            said.GetProperty("currency").GetString() == amount.Currency
            && decimal.Parse(number.ValueKind == JsonValueKind.String ? number.GetString()! : number.GetRawText(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) == amount.Amount,
            "the amount is the same");
    }

    static bool IsJson(byte[] input, out JsonDocument? document)
    {
        try
        {
            document = JsonDocument.Parse(input, new() { MaxDepth = CloudEventReader.MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            document = null;
            return false;
        }
    }
}
