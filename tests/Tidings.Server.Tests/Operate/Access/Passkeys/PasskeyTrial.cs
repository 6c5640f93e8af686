using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

/// <summary>An installation with passkeys, a browser before it, and what people do with the two.</summary>
internal sealed class PasskeyTrial : IAsyncDisposable
{
    PasskeyTrial(IntakeHost host, PasskeyBrowser browser, FakeTimeProvider clock) => (Host, Browser, Clock) = (host, browser, clock);

    public IntakeHost Host { get; }
    public PasskeyBrowser Browser { get; }
    public FakeTimeProvider Clock { get; }

    public static async Task<PasskeyTrial> Start(string twoPersons = "none")
    {
        var browser = await PasskeyBrowser.Start();
        var clock = new FakeTimeProvider(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        var host = await IntakeHost.Start(services: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            // A stranger's many tries come from one address; that they are limited is shown elsewhere.
            services.Configure<Tidings.Server.Operate.Limits.LimitsOptions>(static limits => limits.SignInsPerMinute = 0);
            services.Configure<AccessOptions>(options =>
            {
                options.TwoPersons = [twoPersons];
                (options.Passkeys.RelyingPartyId, options.Passkeys.Origins) = ("localhost", [browser.Origin]);
            });
        });
        return new(host, browser, clock);
    }

    public async Task<Answer> As(string? token, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        Host.Client.DefaultRequestHeaders.Authorization = null;
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await Host.Send(request);
    }

    /// <summary>Adds an operator, who enrols with a passkey of the browser's device. His passkey's id.</summary>
    public async Task<string> Enrol(string name, params string[] roles)
    {
        var code = await Code(name, roles);
        var options = await As(null, "POST", "/v1/operators/enrol/passkey/options", new { code });
        Assert.Equal(200, options.Status);
        var made = await As(null, "POST", "/v1/operators/enrol/passkey", new { code, name = "laptop", credential = await Browser.Create(options.Text) });
        Assert.Equal((200, name), (made.Status, made.Json.GetProperty("operator").GetString()));
        return made.Json.GetProperty("id").GetString()!;
    }

    public async Task<string> Code(string name, params string[] roles) =>
        (await As(Host.Key, "POST", "/v1/operators", new { name, roles = roles.Length > 0 ? roles : ["viewer"] })).Json.GetProperty("enrolment").GetString()!;

    public async Task<JsonElement> Assertion() => await Browser.Get((await As(null, "GET", "/v1/sessions/passkey/options")).Text);

    public Task<Answer> SignIn(JsonElement credential) => As(null, "POST", "/v1/sessions/passkey", new { credential });

    public async Task<string> Token()
    {
        var answer = await SignIn(await Assertion());
        Assert.Equal(200, answer.Status);
        return answer.Json.GetProperty("token").GetString()!;
    }

    /// <summary>A new passkey on the browser's device, for who is signed in.</summary>
    public async Task<Answer> Register(string token, string name = "phone") =>
        await As(token, "POST", "/v1/passkeys", new { name, credential = await Browser.Create((await As(token, "GET", "/v1/passkeys/options")).Text) });

    public async Task<IReadOnlyList<Act>> Acts() =>
    [
        .. (await Host.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, TestContext.Current.CancellationToken))
            .OrderBy(static row => row.At).ThenBy(static row => row.Id).Select(DocumentActs.Of),
    ];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Browser.DisposeAsync();
    }
}
