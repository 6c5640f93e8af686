using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify;

public sealed class When_purposes_are_changed
{
    const string Own = """{"purposes":[{"id":"sign-a-contract","template":"verify-login","length":9}]}""";

    static async Task<Answer> Put(RealNode node, string body, string? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/purposes") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    static async Task<int> Begin(RealNode node, string purpose) => (await node.Send(HttpMethod.Post, "/v1/verifications", body: $$"""{"purpose":"{{purpose}}","customer":"C-1"}""")).Status;

    [Fact]
    public async Task They_count_from_the_next_verification_on_and_outlive_a_restart()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal("\"0\"", (await node.Send(HttpMethod.Get, "/v1/purposes")).Headers.ETag?.Tag);
        Assert.Equal((201, 422), (await Begin(node, "login"), await Begin(node, "sign-a-contract")));
        Assert.Equal(200, (await Put(node, Own, "\"0\"")).Status);
        Assert.Equal((422, 201), (await Begin(node, "login"), await Begin(node, "sign-a-contract")));
        Assert.Equal(409, (await Put(node, Own, "\"0\"")).Status);
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal("\"1\"", (await again.Send(HttpMethod.Get, "/v1/purposes")).Headers.ETag?.Tag);
        Assert.Equal(201, await Begin(again, "sign-a-contract"));
        // What is read can be put back as it is.
        Assert.Equal(200, (await Put(again, (await again.Send(HttpMethod.Get, "/v1/purposes")).Text)).Status);
        Assert.Contains("purposes.changed", (await again.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"a","template":"nowhere"}""", "purposes.a.template"), InlineData("""{"id":"a","template":"card-payment"}""", "purposes.a.template"), InlineData("""{"id":"a","template":"no-code"}""", "purposes.a.template")]
    [InlineData("""{"id":"a","template":"verify-login","length":8,"binds":"payment"}""", "purposes.a.template"), InlineData("""{"id":"a","template":"verify-login","tries":6}""", "purposes[0].tries")]
    public async Task What_does_not_fit_is_refused_by_its_field(string purpose, string field)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/templates/no-code", body: """{"class":"one-time-code","bodies":{"en":"{{ bank }}: Hello."}}""")).Status);
        var answer = await Put(node, $$"""{"purposes":[{{purpose}}]}""");
        Assert.Equal((422, field), (answer.Status, answer.Errors[0].Field));
        Assert.Equal(201, await Begin(node, "login"));
    }

    [Fact]
    public async Task A_second_person_approves()
    {
        await using var node = await RealNode.Start();
        Assert.Equal(202, (await Put(node, Own)).Status);
        Assert.Equal("\"0\"", (await node.Send(HttpMethod.Get, "/v1/purposes")).Headers.ETag?.Tag);
        Assert.Equal(201, await Begin(node, "login"));
    }
}
