using Microsoft.Extensions.Options;

namespace Tidings.Client.Calls;

/// <summary>One attempt: it bears the key that is in force, and ends when its whole answer is here.</summary>
internal sealed class CallHandler(IOptionsMonitor<TidingsOptions> options) : DelegatingHandler
{
    /// <summary>A proof is the longest answer, and far shorter.</summary>
    const long LongestAnswer = 64 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.CurrentValue.Key is { } key)
            request.Headers.Authorization = new("Bearer", key);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
