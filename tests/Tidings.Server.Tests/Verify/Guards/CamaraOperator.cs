using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tidings.Server.Tests.Verify.Guards;

/// <summary>
/// An operator on loopback that holds callers to the contract of CAMARA SIM Swap 2: the two paths, a bearer token of its own that runs out, E.164 with a plus, maxAge of 1 to 2,400 hours, no member that is not known, and
/// errors with status, code and message.
/// </summary>
internal sealed class CamaraOperator : IAsyncDisposable
{
    readonly WebApplication _app;
    string? _token;

    CamaraOperator()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/token", (Func<HttpContext, Task<IResult>>)Token);
        _app.MapPost("/sim-swap/v2/check", (Func<HttpContext, Task<IResult>>)(http => Answer(http, ["phoneNumber", "maxAge"], Check)));
        _app.MapPost("/sim-swap/v2/retrieve-date", (Func<HttpContext, Task<IResult>>)(http => Answer(http, ["phoneNumber"], _ => Date ?? Error(404, "NOT_FOUND"))));
    }

    public static async Task<CamaraOperator> Start()
    {
        var started = new CamaraOperator();
        await started._app.StartAsync(TestContext.Current.CancellationToken);
        return started;
    }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What a node must be told to ask it.</summary>
    public (string, string)[] Settings => [("SimSwap:Url", Url), ("SimSwap:TokenUrl", $"{Url}/token"), ("SimSwap:ClientId", "bank:1"), ("SimSwap:ClientSecret", "s+cret/1"), ("SimSwap:Within", "00:00:05")];

    /// <summary>Null: it has no such question.</summary>
    public IResult? Swapped { get; set; } = Results.Json(new { swapped = false });
    public IResult? Date { get; set; }
    public int Failures { get; set; }
    public int Tokens { get; private set; }
    public List<string> Asked { get; } = [];

    /// <summary>The token is good no more.</summary>
    public void TakeTokenBack() => _token = "another";

    public static IResult Error(int status, string code) => Results.Json(new { status, code, message = "As the contract has it." }, statusCode: status);

    async Task<IResult> Token(HttpContext http)
    {
        // RFC 6749: "bank:1" is encoded before it is put beside the secret.
        var form = await http.Request.ReadFormAsync();
        if (http.Request.Headers.Authorization != "Basic " + Convert.ToBase64String("bank%3A1:s%2Bcret%2F1"u8) || form["grant_type"] != "client_credentials" || form["scope"] != "sim-swap:check sim-swap:retrieve-date")
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        Tokens++;
        _token = $"token-{Tokens}";
        return Results.Json(new { access_token = _token, token_type = "bearer", expires_in = 3600 });
    }

    IResult Check(JsonObject body) => body["maxAge"]?.GetValue<int>() is >= 1 and <= 2_400 ? Swapped ?? Error(404, "NOT_FOUND") : Error(400, "OUT_OF_RANGE");

    async Task<IResult> Answer(HttpContext http, string[] members, Func<JsonObject, IResult> answer)
    {
        if (http.Request.Headers.Authorization != $"Bearer {_token}")
            return Error(401, "UNAUTHENTICATED");
        if (Failures-- > 0)
            return Error(503, "UNAVAILABLE");
        var body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        if (body.Any(member => !members.Contains(member.Key)) || body["phoneNumber"]?.GetValue<string>() is not { } number || !System.Text.RegularExpressions.Regex.IsMatch(number, "^\\+[1-9][0-9]{4,14}$"))
            return Error(400, "INVALID_ARGUMENT");
        lock (Asked)
            Asked.Add($"{http.Request.Path} {body.ToJsonString()}");
        return answer(body);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
