namespace Tidings.Client.Calls;

/// <summary>One call of the API.</summary>
/// <param name="Path">From the node's address on, without a slash before it.</param>
internal sealed record Call(HttpMethod Method, string Path)
{
    /// <summary>JSON or CloudEvents, with its content type; null: none.</summary>
    public (byte[] Bytes, string Type)? Body { get; init; }

    /// <summary>A post that does no harm when it comes twice: a search, or what the node knows again by its own id.</summary>
    public bool IsHarmlessTwice { get; init; }

    /// <summary>Makes a post that creates something known again. Sent as <c>Idempotency-Key</c>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Why what is masked is to be shown. Sent as <c>Tidings-Reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it may be tried again when its answer was lost.</summary>
    public bool MayRepeat => Method != HttpMethod.Post || IsHarmlessTwice || IdempotencyKey is not null;

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        if (Body is var (bytes, type))
            request.Content = new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } };
        if (IdempotencyKey is { } key)
            request.Headers.Add("Idempotency-Key", key);
        if (Reason is { } reason)
            request.Headers.Add("Tidings-Reason", Uri.EscapeDataString(reason));
        return request;
    }

    public override string ToString() => $"{Method} (redacted)";
}
