using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_signing_in_leaves_something_behind
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ended_sessions_and_counts_that_newer_ones_have_replaced_are_deleted_and_what_counts_stays()
    {
        await using var node = await RealNode.Start(null, ("Access:TwoPersons:0", "none"));
        var (store, clock) = (node.Services.GetRequiredService<IStore>(), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        var acts = node.Services.GetRequiredService<IActs>();
        var operators = new Operators(store, clock);
        var sessions = new Sessions(store, operators, clock, new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        using var signIns = new SignIns(store, operators, sessions, acts, clock);
        var (row, code) = operators.Prepare("ada", ["viewer"], null);
        await operators.Put([row], Cancel);
        var enrolled = (await signIns.Enrol(code, Cancel))!;
        var totp = When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]);
        NewSession? last = null;
        for (var i = 0; i < 5; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            last = await signIns.SignIn("ada", enrolled.Secret, Totp.Code(totp, Totp.CounterAt(clock.GetUtcNow())), Cancel);
        }
        var mine = sessions.Check(last!.Token)!.Session;
        Assert.Equal(1, await sessions.End("ada", id => id == mine, [], Cancel));
        Assert.Equal((6, 6), (await Count("operator-session"), await Count("operator-credentials")));
        var remains = new SignInRemains(store, clock);
        // One session was signed out; four go on.
        await remains.Remove(Cancel);
        Assert.Equal((4, 1), (await Count("operator-session"), await Count("operator-credentials")));
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(5));
        await remains.Remove(Cancel);
        Assert.Equal((0, 1), (await Count("operator-session"), await Count("operator-credentials")));
        Assert.Equal(0, await remains.Remove(Cancel));
        // The newest count stays: its code opens no second time.
        Assert.NotNull(await signIns.SignIn("ada", enrolled.Secret, Totp.Code(totp, Totp.CounterAt(clock.GetUtcNow())), Cancel));
        Assert.Null(await signIns.SignIn("ada", enrolled.Secret, Totp.Code(totp, Totp.CounterAt(clock.GetUtcNow())), Cancel));
        Assert.True(await Count(DocumentActs.Kind) > 6);

        async Task<int> Count(string kind) => (await store.ReadDocuments(kind, allVersions: true, Cancel)).Count;
    }

    [Fact]
    public async Task It_is_deleted_beside_the_flow_without_anybody_asking()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var host = await IntakeHost.Start(services: services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<AccessOptions>(static options =>
            {
                options.TwoPersons = ["none"];
                (options.Passkeys.RelyingPartyId, options.Passkeys.Origins) = ("localhost", ["http://localhost"]);
            });
        });
        Assert.Equal(200, (await host.Get("/v1/sessions/passkey/options")).Status);
        var store = host.Services.GetRequiredService<IStore>();
        Assert.Single(await store.ReadDocuments("passkey-challenge-key", false, Cancel));
        clock.Advance(TimeSpan.FromDays(2));
        while ((await store.ReadDocuments("passkey-challenge-key", false, Cancel)).Count > 0)
            await Task.Yield();
    }
}
