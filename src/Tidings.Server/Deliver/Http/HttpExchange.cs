using System.Net.Http.Headers;

namespace Tidings.Server.Deliver.Http;

/// <summary>Makes one request and says what came of it. Nothing is sent a second time here: whether a text goes again is decided where that of a bind is.</summary>
internal sealed class HttpExchange(Func<HttpClient> client, IHttpDialect dialect, TimeProvider time)
{
    const int LongestAnswer = 64 << 10;
    const ushort LongestPause = 60;

    /// <summary>Sends the text. Ends by itself only with the answer or the connection; canceled, it says what is known by then.</summary>
    public async Task<HttpVerdict> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var response = await client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)response.StatusCode;
            // Somebody between us says that who has the text did not answer him.
            if (status is 502 or 504)
                return HttpVerdict.InDoubt;
            var verdict = await Body(response, cancel) is { } body ? dialect.Read(status, body) : HttpVerdict.InDoubt;
            return verdict with { After = AfterOf(response.Headers.RetryAfter) };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return ((LeavingContent)request.Content!).Keep() ? HttpVerdict.NotSent : HttpVerdict.InDoubt;
        }
    }

    /// <summary>Null: it is longer than any answer that is understood.</summary>
    static async Task<ReadOnlyMemory<byte>?> Body(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var body = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return read < body.Length ? body.AsMemory(0, read) : default(ReadOnlyMemory<byte>?);
    }

    ushort AfterOf(RetryConditionHeaderValue? after)
    {
        var wait = after?.Delta ?? (after?.Date is { } date ? date - time.GetUtcNow() : TimeSpan.Zero);
        return (ushort)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, LongestPause);
    }
}
