using System.Net.Http.Headers;
using System.Text;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Operate.Access;

namespace Tidings.Server.Tests.Operate;

/// <summary>The headers that keep a browser, a frame and a cache in their place, on every address of a whole node.</summary>
public sealed class When_a_browser_reads_an_answer
{
    // Public, and the same for everybody.
    static readonly string[] MayBeKept = ["/audit/checkpoint", "/audit/pruned", "/audit/tile/{**path}", "/.well-known/jwks.json", "/docs/scalar.js", "/docs/scalar.aspnetcore.js", "/docs/favicon.svg"];

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Every_answer_says_what_may_not_be_done_with_it(bool known)
    {
        await using var node = await RealNode.Start();
        var key = node.Client.DefaultRequestHeaders.Authorization;
        node.Client.DefaultRequestHeaders.Authorization = null;
        (string, string)[] none = [("GET", "/none-such"), ("GET", "/v1/none-such"), ("PATCH", "/v1/events"), ("GET", "/v1/events")];
        foreach (var (method, pattern) in EveryAddress.Of(node).Concat(none).OrderBy(static address => address.Item2 == "/v1/sessions/mine"))
        {
            using var answer = await Ask(node, method, pattern, known ? key : null);
            Check(answer.Headers, $"{method} {pattern}: {(int)answer.StatusCode}");
            if (!MayBeKept.Contains(pattern))
                Assert.True(answer.Headers.CacheControl is { NoStore: true }, $"{method} {pattern} may be kept");
        }
    }

    static void Check(HttpResponseHeaders headers, string of)
    {
        var policy = Value(headers, "Content-Security-Policy");
        Assert.True(policy.Contains("default-src 'none'", StringComparison.Ordinal), of);
        Assert.True(policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal), of);
        Assert.Equal(("nosniff", of), (Value(headers, "X-Content-Type-Options"), of));
        Assert.Equal(("DENY", of), (Value(headers, "X-Frame-Options"), of));
        Assert.Equal(("no-referrer", of), (Value(headers, "Referrer-Policy"), of));
        Assert.Equal(("same-origin", of), (Value(headers, "Cross-Origin-Resource-Policy"), of));
        Assert.False(headers.Contains("Server"), of);
        // Over plain HTTP it must not be said (RFC 6797 §7.2); over TLS it is: When_weak_tls_is_offered.
        Assert.False(headers.Contains("Strict-Transport-Security"), of);
    }

    static string Value(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join('|', values) : "";

    static async Task<HttpResponseMessage> Ask(RealNode node, string method, string pattern, AuthenticationHeaderValue? authorization)
    {
        var path = string.Join('/', pattern.Split('/').Select(static part => part.StartsWith('{') ? part.Contains('?', StringComparison.Ordinal) ? "" : "none-such" : part));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = authorization;
        return await node.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
