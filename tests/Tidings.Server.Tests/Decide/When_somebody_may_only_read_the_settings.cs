using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Security.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide;

/// <summary>The team's numbers are people's: who may change them sees them, and whoever decides on a change sees that one.</summary>
public sealed class When_somebody_may_only_read_the_settings
{
    const string Number = "+447700900846";
    const string Settings = $$"""{"name":"Northwind","sender":"Northwind","homeCountry":"GB","teamNumbers":["{{Number}}","+447700900911"]}""";

    static async Task<string> Key(RealNode node, Scope scopes) =>
        (await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("reader") { Scopes = scopes }, [], TestContext.Current.CancellationToken)).Secret;

    static async Task<Answer> As(RealNode node, Scope scopes, HttpMethod method, string path, string? body = null)
    {
        node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await Key(node, scopes));
        return await node.Send(method, path, body: body);
    }

    [Fact]
    public async Task The_numbers_of_the_team_are_masked_and_all_else_is_as_it_is()
    {
        await using var node = await RealNode.Start(settings: RealNode.OnePerson);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/settings", body: Settings)).Status);
        var full = await node.Send(HttpMethod.Get, "/v1/settings");
        Assert.Equal(Number, full.Json.GetProperty("teamNumbers")[0].GetString());

        var masked = await As(node, Scope.SettingsRead | Scope.SettingsApprove, HttpMethod.Get, "/v1/settings");
        Assert.Equal(["…46", "…11"], masked.Json.GetProperty("teamNumbers").EnumerateArray().Select(static number => number.GetString()));
        Assert.DoesNotContain("4477009", masked.Text, StringComparison.Ordinal);
        Assert.Equal(
            full.Json.EnumerateObject().Where(static member => member.Name != "teamNumbers").Select(static member => (member.Name, member.Value.GetRawText())),
            masked.Json.EnumerateObject().Where(static member => member.Name != "teamNumbers").Select(static member => (member.Name, member.Value.GetRawText())));
        Assert.Equal(full.Headers.ETag, masked.Headers.ETag);
        // Masks are not numbers: nobody puts them back by mistake.
        var refused = await As(node, Scope.SettingsWrite, HttpMethod.Put, "/v1/settings", masked.Text);
        Assert.Equal(422, refused.Status);
        Assert.Equal(["phone-number", "phone-number"], refused.Errors.Select(static error => error.Code));
        Assert.Equal(Number, (await As(node, Scope.SettingsRead | Scope.SettingsWrite, HttpMethod.Get, "/v1/settings")).Json.GetProperty("teamNumbers")[0].GetString());
    }

    [Fact]
    public async Task In_a_proposal_they_are_masked_to_who_neither_proposes_nor_decides()
    {
        await using var node = await RealNode.Start();
        var proposed = await node.Send(HttpMethod.Put, "/v1/settings", body: Settings);
        Assert.Equal(202, proposed.Status);
        var path = $"/v1/proposals/{proposed.Json.GetProperty("proposal").GetString()}";
        Assert.DoesNotContain("4477009", (await As(node, Scope.ProposalsRead | Scope.SettingsRead, HttpMethod.Get, path)).Text, StringComparison.Ordinal);
        foreach (var decides in (Scope[])[Scope.SettingsApprove, Scope.SettingsWrite])
            Assert.Contains(Number[1..], (await As(node, Scope.ProposalsRead | decides, HttpMethod.Get, path)).Text, StringComparison.Ordinal);
    }
}
