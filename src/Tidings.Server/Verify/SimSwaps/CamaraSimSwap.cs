using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Verify.Guards;

namespace Tidings.Server.Verify.SimSwaps;

/// <summary>
/// The CAMARA SIM Swap API, version 2: <c>check</c> says whether within so many hours; where the operator answers that it has no such question, <c>retrieve-date</c> says when. What it does not know is not taken for good news:
/// a null date counts as none only where the operator says that it watches for as long as is asked.
/// </summary>
internal sealed class CamaraSimSwap(IHttpClientFactory clients, IOptions<SimSwapOptions> options, TimeProvider time, ILogger<CamaraSimSwap> log) : ISimSwap, IDisposable
{
    public const string Client = "sim-swap";
    public const string Check = "/sim-swap/v2/check", RetrieveDate = "/sim-swap/v2/retrieve-date";
    static readonly TimeSpan Sooner = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _oneAtATime = new(1);
    string? _token;
    DateTimeOffset _tokenEnds;
    long _told;

    public async ValueTask<SwapAnswer> Ask(Msisdn number, TimeSpan within, CancellationToken cancel)
    {
        using var hurry = new CancellationTokenSource(options.Value.Within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, hurry.Token);
        try
        {
            var hours = (int)Math.Ceiling(within.TotalHours);
            using var answer = await Post(Check, () => JsonContent.Create(new SwapCheck($"+{number.Digits}", hours), CamaraJson.Default.SwapCheck), both.Token);
            if (answer.IsSuccessStatusCode)
                return (await answer.Content.ReadFromJsonAsync(CamaraJson.Default.SwapChecked, both.Token))?.Swapped switch { true => SwapAnswer.Swapped, false => SwapAnswer.NotSwapped, null => SwapAnswer.Unknown };
            // Some offer one of the two only; a number that is not theirs is 404 too, and stays so.
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
                return await AskWhen(number, within, both.Token);
            return Unknown($"HTTP {(int)answer.StatusCode}");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested && failure is not OutOfMemoryException)
        {
            return Unknown(failure.GetType().Name);
        }
    }

    async Task<SwapAnswer> AskWhen(Msisdn number, TimeSpan within, CancellationToken cancel)
    {
        using var answer = await Post(RetrieveDate, () => JsonContent.Create(new SwapDate($"+{number.Digits}"), CamaraJson.Default.SwapDate), cancel);
        if (!answer.IsSuccessStatusCode)
            return Unknown($"HTTP {(int)answer.StatusCode}");
        return await answer.Content.ReadFromJsonAsync(CamaraJson.Default.SwapDated, cancel) switch
        {
            { LatestSimChange: { } at } => time.GetUtcNow() - at < within ? SwapAnswer.Swapped : SwapAnswer.NotSwapped,
            { MonitoredPeriod: { } days } when TimeSpan.FromDays(days) >= within => SwapAnswer.NotSwapped,
            _ => SwapAnswer.Unknown,
        };
    }

    SwapAnswer Unknown(string failure)
    {
        // Of an operator that is down it is said once a minute, not with each code.
        var now = time.GetUtcNow().UtcTicks;
        if (Interlocked.Read(ref _told) is var told && now - told >= TimeSpan.TicksPerMinute && Interlocked.CompareExchange(ref _told, now, told) == told)
            GuardLog.SwapUnknown(log, failure);
        return SwapAnswer.Unknown;
    }

    async Task<HttpResponseMessage> Post(string path, Func<HttpContent> body, CancellationToken cancel)
    {
        for (var again = false; ; again = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Value.Url!.TrimEnd('/')}{path}") { Content = body() };
            var token = await Token(cancel);
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("x-correlator", Guid.NewGuid().ToString());
            var answer = await clients.CreateClient(Client).SendAsync(request, cancel);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || again)
                return answer;
            // It was taken back before its time; another that somebody has got meanwhile stays.
            answer.Dispose();
            await Drop(token, cancel);
        }
    }

    async ValueTask Drop(string token, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        if (_token == token)
            _tokenEnds = default;
        _oneAtATime.Release();
    }

    async ValueTask<string> Token(CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (_token is { } token && now < _tokenEnds)
                return token;
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.TokenUrl)
            {
                Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", options.Value.Scope)]),
            };
            // RFC 6749 §2.3.1: both are encoded as in a form first.
            var secret = $"{WebUtility.UrlEncode(options.Value.ClientId)}:{WebUtility.UrlEncode(options.Value.Secret())}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
            using var answer = await clients.CreateClient(Client).SendAsync(request, cancel);
            answer.EnsureSuccessStatusCode();
            var given = await answer.Content.ReadFromJsonAsync(CamaraJson.Default.TokenGiven, cancel);
            if (given?.AccessToken is not { Length: > 0 } fresh || given.TokenType?.Equals("Bearer", StringComparison.OrdinalIgnoreCase) == false)
                throw new JsonException("The answer holds no bearer token.");
            (_token, _tokenEnds) = (fresh, now + TimeSpan.FromSeconds(given.ExpiresIn ?? 0) - Sooner);
            return fresh;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
