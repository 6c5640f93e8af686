using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>Every address that a whole node has mapped, and requests to them.</summary>
internal static class EveryAddress
{
    /// <summary>By method and pattern; an address that takes any method is asked by GET.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> Of(RealNode node) =>
    [
        .. node.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(AccessTable.NameOf).Distinct()
            .Select(static name => name.Split(' ')).Select(static parts => (parts[0] == "*" ? "GET" : parts[0], parts[1])),
    ];

    public static AccessRow RowOf(RealNode node, string method, string pattern)
    {
        var table = node.Services.GetRequiredService<AccessTable>();
        return table.Of(method, pattern) ?? table.Of("*", pattern) ?? throw new InvalidOperationException($"{method} {pattern} is not in the table.");
    }

    /// <summary>The status that a caller with these proofs gets; parameters are a name that nothing has.</summary>
    public static async Task<int> Ask(HttpClient client, string method, string pattern, AuthenticationHeaderValue? authorization)
    {
        var path = string.Join('/', pattern.Split('/').Select(static part => part.StartsWith('{') ? part.Contains('?', StringComparison.Ordinal) ? "" : "none-such" : part));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = authorization;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
