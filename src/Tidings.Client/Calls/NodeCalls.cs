using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;

namespace Tidings.Client.Calls;

/// <summary>Makes calls, and makes of everything that is no success a <see cref="TidingsException"/>.</summary>
internal sealed class NodeCalls(HttpClient http, TimeProvider time)
{
    /// <exception cref="TidingsException">There is no success.</exception>
    public Task<T> Read<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancel) => Read(call, answer => Of(answer, type), cancel);

    /// <summary>Two things that one answer holds.</summary>
    /// <exception cref="TidingsException">There is no success.</exception>
    public Task<(T, TOther)> Read<T, TOther>(Call call, JsonTypeInfo<T> type, JsonTypeInfo<TOther> other, CancellationToken cancel) =>
        Read(call, answer => (Of(answer, type), Of(answer, other)), cancel);

    async Task<T> Read<T>(Call call, Func<byte[], T> read, CancellationToken cancel)
    {
        using var response = await Send(call, cancel).ConfigureAwait(false);
        try
        {
            return read(await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
        }
        catch (JsonException)
        {
            // Its own words may repeat what the answer holds.
            throw new TidingsException(TidingsException.NotUnderstood, (int)response.StatusCode, [], null);
        }
    }

    static T Of<T>(byte[] answer, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(answer, type) ?? throw new JsonException();

    /// <exception cref="TidingsException">There is no success.</exception>
    public async Task<string> ReadText(Call call, CancellationToken cancel)
    {
        using var response = await Send(call, cancel).ConfigureAwait(false);
        return await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Of a call whose answer has nothing to read.</summary>
    /// <exception cref="TidingsException">There is no success.</exception>
    public async Task Do(Call call, CancellationToken cancel) => (await Send(call, cancel).ConfigureAwait(false)).Dispose();

    async Task<HttpResponseMessage> Send(Call call, CancellationToken cancel)
    {
        using var request = call.ToRequest();
        var context = ResilienceContextPool.Shared.Get(cancel);
        if (call.MayRepeat)
            Repeats.Mark(context, time);
        request.SetResilienceContext(context);
        try
        {
            var response = await http.SendAsync(request, cancel).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await Refusal.Of(response, http.BaseAddress, cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is HttpRequestException or ExecutionRejectedException or IOException or SocketException
            || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new TidingsException(TidingsException.Unreachable, null, [], null, failure);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
