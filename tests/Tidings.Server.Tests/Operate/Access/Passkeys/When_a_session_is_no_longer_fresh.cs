namespace Tidings.Server.Tests.Operate.Access.Passkeys;

/// <summary>Somebody finds a session open, and would add a way in of his own.</summary>
public sealed class When_a_session_is_no_longer_fresh
{
    [Fact]
    public async Task It_does_all_but_change_how_one_signs_in()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        await trial.Enrol("ada", "viewer");
        var token = await trial.Token();
        trial.Clock.Advance(Security.Access.SessionLimits.Fresh);
        Assert.Equal(200, (await trial.As(token, "GET", "/v1/passkeys/options")).Status);
        trial.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(200, (await trial.As(token, "GET", "/v1/passkeys")).Status);
        foreach (var (method, path) in ((string, string)[])[("GET", "/v1/passkeys/options"), ("POST", "/v1/passkeys"), ("DELETE", "/v1/passkeys/none-such")])
            Assert.Equal("sign-in-again", (await trial.As(token, method, path, method == "POST" ? new { } : null)).Code);
        Assert.Equal(200, (await trial.As(await trial.Token(), "GET", "/v1/passkeys/options")).Status);
    }
}
