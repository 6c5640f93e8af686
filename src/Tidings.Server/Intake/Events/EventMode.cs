namespace Tidings.Server.Intake.Events;

/// <summary>The content modes of the HTTP binding (CloudEvents HTTP 1.0.2 §3).</summary>
internal enum EventMode : byte
{
    None,
    Structured,
    Batch,
    Binary,
}

internal static class EventModes
{
    /// <summary>The mode of a request; none where its content type, character set or encoding is none that is taken.</summary>
    public static EventMode Of(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            return EventMode.None;
        var type = request.ContentType.AsSpan();
        var semicolon = type.IndexOf(';');
        if (semicolon >= 0)
        {
            if (!IsUtf8(type[(semicolon + 1)..]))
                return EventMode.None;
            type = type[..semicolon];
        }
        type = type.Trim();
        if (type.Equals("application/cloudevents-batch+json", StringComparison.OrdinalIgnoreCase))
            return EventMode.Batch;
        if (type.Equals("application/cloudevents+json", StringComparison.OrdinalIgnoreCase))
            return EventMode.Structured;
        var isJson = type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase));
        return isJson && request.Headers.ContainsKey("ce-specversion") ? EventMode.Binary : EventMode.None;
    }

    // JSON is UTF-8 (RFC 8259 §8.1); a parameter may say so, and say nothing else.
    static bool IsUtf8(ReadOnlySpan<char> parameters)
    {
        var charset = parameters.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (charset < 0)
            return true;
        var value = parameters[(charset + "charset=".Length)..];
        var end = value.IndexOf(';');
        return (end < 0 ? value : value[..end]).Trim(" \"").Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
