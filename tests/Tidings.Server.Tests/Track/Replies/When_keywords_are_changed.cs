using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Track.Replies;

public sealed class When_keywords_are_changed
{
    const string Hours = """{"class":"reply","bodies":{"en":"{{ bank }}: Open 9 to 5."}}""";

    static async Task<Answer> Put(RealNode node, Func<string, string> change, string? version = null)
    {
        var now = await node.Send(HttpMethod.Get, "/v1/keywords");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/keywords") { Content = new StringContent(change(now.Text)) };
        request.Content.Headers.ContentType = new("application/json");
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await node.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    static string With(string own, string keywords) => keywords.Replace("\"own\": []", $"\"own\": [{own}]", StringComparison.Ordinal);

    static async Task<string> Read(RealNode node, string text) => (await node.Send(HttpMethod.Post, "/v1/keywords/try", body: $$"""{"text":"{{text}}"}""")).Text;

    [Fact]
    public async Task The_banks_own_keyword_is_read_from_the_next_text_on_and_outlives_a_restart()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal("\"0\"", (await node.Send(HttpMethod.Get, "/v1/keywords")).Headers.ETag?.Tag);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/templates/opening-hours", body: Hours)).Status);
        Assert.Contains("\"unclear\"", await Read(node, "Hours?"), StringComparison.Ordinal);
        const string Own = """{"id":"hours","template":"opening-hours","words":["hours"]}""";
        var put = await Put(node, keywords => With(Own, keywords), "\"0\"");
        Assert.True(put.Status == 200, put.Text);
        Assert.Equal("""{"meaning":"own","keyword":"hours","language":""}""", await Read(node, "Hours?"));
        Assert.Equal(409, (await Put(node, static keywords => keywords, "\"0\"")).Status);
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal("""{"meaning":"own","keyword":"hours","language":""}""", await Read(again, "Hours?"));
        Assert.Equal("\"1\"", (await again.Send(HttpMethod.Get, "/v1/keywords")).Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("""{"id":"hours","template":"nowhere","words":["hours"]}""", "own.hours.template")]
    [InlineData("""{"id":"hours","template":"card-payment","words":["hours"]}""", "own.hours.template")]
    [InlineData("""{"id":"hours","template":"reply-help","words":["STOP!"]}""", "own[0].words[0]")]
    [InlineData("""{"id":"hours","template":"reply-help","words":[]}""", "own[0].words")]
    public async Task What_does_not_fit_is_refused_by_its_field(string own, string field)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var answer = await Put(node, keywords => With(own, keywords));
        Assert.Equal((422, field), (answer.Status, answer.Errors[0].Field));
        Assert.Contains("\"stop\"", await Read(node, "stop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_person_approves()
    {
        await using var node = await RealNode.Start();
        Assert.Equal(202, (await Put(node, static keywords => keywords.Replace("\"answersAnHour\": 4", "\"answersAnHour\": 5", StringComparison.Ordinal))).Status);
        Assert.Equal("\"0\"", (await node.Send(HttpMethod.Get, "/v1/keywords")).Headers.ETag?.Tag);
    }
}
