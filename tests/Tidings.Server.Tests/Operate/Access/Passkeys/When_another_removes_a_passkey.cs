using Microsoft.Extensions.DependencyInjection;
using Tidings.Security.Access;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

public sealed class When_another_removes_a_passkey
{
    /// <summary>Ada with two passkeys; the browser has the second one's device.</summary>
    static async Task<(string First, string Token)> Ada(PasskeyTrial trial)
    {
        var laptop = await trial.Browser.AddDevice();
        var first = await trial.Enrol("ada");
        var token = await trial.Token();
        await trial.Browser.RemoveDevice(laptop);
        await trial.Browser.AddDevice();
        Assert.Equal(200, (await trial.Register(token)).Status);
        return (first, token);
    }

    static async Task<string[]> Left(PasskeyTrial trial) =>
        [.. (await trial.As(trial.Host.Key, "GET", "/v1/operators/ada/passkeys")).Json.GetProperty("passkeys").EnumerateArray().Select(static one => one.GetProperty("id").GetString()!)];

    [Fact]
    public async Task Alone_where_one_is_enough_and_never_his_last()
    {
        await using var trial = await PasskeyTrial.Start();
        var (first, _) = await Ada(trial);
        Assert.Equal(404, (await trial.As(trial.Host.Key, "DELETE", $"/v1/operators/ben/passkeys/{first}")).Status);
        var removed = await trial.As(trial.Host.Key, "DELETE", $"/v1/operators/ada/passkeys/{first}");
        Assert.Equal((200, false), (removed.Status, removed.Json.TryGetProperty("proposal", out _)));
        var last = Assert.Single(await Left(trial));
        Assert.Equal("last-sign-in", (await trial.As(trial.Host.Key, "DELETE", $"/v1/operators/ada/passkeys/{last}")).Code);
        Assert.Contains(await trial.Acts(), act => act.Name == "passkey.changed" && act.Subject == $"passkey/{first}/2");
        await trial.Token();
    }

    [Fact]
    public async Task It_is_in_force_until_somebody_else_has_approved_where_two_are_needed()
    {
        await using var trial = await PasskeyTrial.Start("passkey");
        var (first, _) = await Ada(trial);
        var id = (await trial.As(trial.Host.Key, "DELETE", $"/v1/operators/ada/passkeys/{first}")).Json.GetProperty("proposal").GetString()!;
        Assert.Contains(first, await Left(trial));
        Assert.Equal(403, (await trial.As(trial.Host.Key, "POST", $"/v1/proposals/{id}/approve", new { })).Status);
        var second = (await trial.Host.Services.GetRequiredService<ApiKeys>().Create("second", TestContext.Current.CancellationToken)).Secret;
        var shown = await trial.As(second, "GET", $"/v1/proposals/{id}");
        Assert.Equal(("ada", "laptop"), (shown.Json.GetProperty("document").GetProperty("operator").GetString(), shown.Json.GetProperty("document").GetProperty("name").GetString()));
        Assert.Equal(200, (await trial.As(second, "POST", $"/v1/proposals/{id}/approve", new { })).Status);
        Assert.DoesNotContain(first, await Left(trial));
        Assert.Equal(["passkey.approved", "passkey.proposed"], (await trial.Acts()).Select(static act => act.Name).Where(static name => name.EndsWith("osed", StringComparison.Ordinal) || name.EndsWith("oved", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Nobody_approves_it_alone_after_who_proposed_it_is_gone()
    {
        await using var trial = await PasskeyTrial.Start("passkey");
        var (first, _) = await Ada(trial);
        var keys = trial.Host.Services.GetRequiredService<ApiKeys>();
        var author = await keys.Create("author", TestContext.Current.CancellationToken);
        var id = (await trial.As(author.Secret, "DELETE", $"/v1/operators/ada/passkeys/{first}")).Json.GetProperty("proposal").GetString()!;
        Assert.True(await keys.Revoke(author.Key.Id, TestContext.Current.CancellationToken));
        var refused = await trial.As(trial.Host.Key, "POST", $"/v1/proposals/{id}/approve", new { });
        Assert.Equal((409, "proposer-gone"), (refused.Status, refused.Code));
        Assert.Contains(first, await Left(trial));
    }

    [Fact]
    public async Task What_became_his_last_before_the_approval_stays()
    {
        await using var trial = await PasskeyTrial.Start("passkey");
        var (first, token) = await Ada(trial);
        var id = (await trial.As(trial.Host.Key, "DELETE", $"/v1/operators/ada/passkeys/{first}")).Json.GetProperty("proposal").GetString()!;
        var other = (await Left(trial)).Single(one => one != first);
        Assert.Equal(200, (await trial.As(token, "DELETE", $"/v1/passkeys/{other}")).Status);
        var second = (await trial.Host.Services.GetRequiredService<ApiKeys>().Create("second", TestContext.Current.CancellationToken)).Secret;
        Assert.Equal(422, (await trial.As(second, "POST", $"/v1/proposals/{id}/approve", new { })).Status);
        Assert.Equal([first], await Left(trial));
    }
}
