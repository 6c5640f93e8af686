using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tidings.Fuzz.Engine;
using Tidings.Server.Intake.Events;

namespace Tidings.Fuzz.Targets;

/// <summary>A CloudEvent in binary mode: header lines, an empty line, the data.</summary>
internal sealed class EventHeadersTarget : FuzzTarget
{
    readonly CloudEventReader _reader = EventPieces.Reader();
    readonly EventPieces _bank = new();

    public override string Name => "event-headers";

    public override long MayAllocate(int octets) => 256 * 1024 + 512L * octets;

    public override IReadOnlyList<byte[]> Words { get; } = [.. EventPieces.Words, .. new[] { "ce-", "\nce-id: ", "\nce-time: ", "%", "%41", "%C3%A9", "%00", "%ud800", "\n\n", "content-type: application/json; charset=utf-8" }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => EventPieces.Samples().Select(static sample => Encoding.UTF8.GetBytes(
        $"ce-specversion: 1.0\nce-id: e%201\nce-source: /bank\nce-type: {sample.Type}\nce-time: 2026-11-23T08:15:00Z\ncontent-type: application/json\n\n{sample.Data}"));

    public override void Run(byte[] input, Features seen)
    {
        var end = input.AsSpan().IndexOf("\n\n"u8);
        // A server takes no more of headers than this.
        if (end is < 0 or > 4096)
            return;
        var http = new DefaultHttpContext();
        // Header values come as Latin-1 from a server that was not told otherwise.
        foreach (var line in Encoding.Latin1.GetString(input.AsSpan(0, end)).Split('\n'))
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                http.Request.Headers.Append(line[..colon], line[(colon + 1)..].Trim());
        seen.Add(1, (uint)EventModes.Of(http.Request));
        var data = input.AsSpan(end + 2);
        if (!Utf8.IsValid(data))
            return;
        try
        {
            var draft = _reader.NewDraft();
            BinaryHeaders.Read(http.Request.Headers, draft);
            var parsed = _reader.ReadBinary(draft, data);
            EventPieces.Note(parsed, seen);
            if (parsed.Event is { } happened)
                _bank.Decide(happened, seen);
        }
        catch (JsonException)
        {
            seen.Add(2, 1);
        }
    }
}
