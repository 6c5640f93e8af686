using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Phone;

public class When_a_test_reads_the_inbox
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_there_with_all_that_the_API_promises()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "Hello", registered: 0);
        await esme.ReadAsync();

        var answer = await phone.GetAsync("/inbox?to=+447700900123");

        var text = answer.GetProperty("texts")[0];
        Assert.Equal(1, answer.GetProperty("cursor").GetInt64());
        Assert.Equal(("+447700900123", "BANK", "Hello", "gsm7"), (Of("to"), Of("from"), Of("text"), Of("encoding")));
        Assert.Equal((1, 0), (text.GetProperty("segments").GetInt32(), text.GetProperty("dataCoding").GetInt32()));
        Assert.Equal("11259375", text.GetProperty("messageIds")[0].GetString());
        Assert.True(text.GetProperty("receivedAt").TryGetDateTimeOffset(out _));

        string Of(string name) => text.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("to=+447700900123")]
    [InlineData("to=%2B447700900123")]
    [InlineData("to=447700900123")]
    public async Task The_plus_may_be_written_in_every_way(string query)
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "mine", registered: 0);
        await esme.SubmitAsync("447700900124", "another's", registered: 0);
        await esme.ReadAsync();
        await esme.ReadAsync();

        var texts = (await phone.GetAsync("/inbox?" + query)).GetProperty("texts");

        Assert.Equal("mine", Assert.Single(texts.EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_question_waits_for_the_text_and_after_leaves_out_what_was_seen()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "old", registered: 0);
        await esme.ReadAsync();

        var question = phone.GetAsync("/inbox?to=447700900123&after=1&wait=30s");
        await esme.SubmitAsync("447700900999", "somebody else's", registered: 0);
        await esme.SubmitAsync("447700900123", "new", registered: 0);
        var answer = await question;

        Assert.Equal("new", Assert.Single(answer.GetProperty("texts").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(3, answer.GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task A_question_that_nothing_answers_ends_with_its_own_cursor()
    {
        await using var phone = await PhoneServer.StartAsync();

        var answer = await phone.GetAsync("/inbox?to=447700900123&after=7&wait=20ms");

        Assert.Equal((7, 0), (answer.GetProperty("cursor").GetInt64(), answer.GetProperty("texts").GetArrayLength()));
    }

    [Fact]
    public async Task Deleting_empties_it_and_cursors_go_on()
    {
        await using var phone = await PhoneServer.StartAsync();
        using var esme = await Esme.BoundAsync(phone.Simulator);
        await esme.SubmitAsync("447700900123", "one", registered: 0);
        await esme.ReadAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await phone.Http.DeleteAsync("/inbox", Now)).StatusCode);
        Assert.Empty((await phone.GetAsync("/inbox")).GetProperty("texts").EnumerateArray());
        await esme.SubmitAsync("447700900123", "two", registered: 0);
        await esme.ReadAsync();
        Assert.Equal(2, (await phone.GetAsync("/inbox?after=1")).GetProperty("cursor").GetInt64());
    }

    [Fact]
    public async Task It_keeps_the_last_texts_of_each_number_and_of_all()
    {
        await using var phone = await PhoneServer.StartAsync(options => options with { InboxPerNumber = 2, InboxCapacity = 3 });
        using var esme = await Esme.BoundAsync(phone.Simulator);
        foreach (var (to, text) in ((string, string)[])[("441110001", "a1"), ("441110001", "a2"), ("441110001", "a3"), ("441110002", "b1"), ("441110003", "c1")])
            await Submit(to, text);

        Assert.Equal(["a3", "b1", "c1"], phone.Simulator.Inbox.Texts().Select(text => text.Text));

        async Task Submit(string to, string text)
        {
            await esme.SubmitAsync(to, text, registered: 0);
            await esme.ReadAsync();
        }
    }

    [Theory]
    [InlineData("GET", "/inbox?to=bank", null, 400, "to")]
    [InlineData("GET", "/inbox?wait=soon", null, 400, "wait")]
    [InlineData("GET", "/inbox?wait=61s", null, 400, "wait")]
    [InlineData("GET", "/inbox?wait=-5s", null, 400, "wait")]
    [InlineData("GET", "/inbox?after=x", null, 400, "after")]
    [InlineData("GET", "/inbox/9/pdus", null, 404, null)]
    [InlineData("GET", "/nothing", null, 404, null)]
    [InlineData("POST", "/inbox/9/receipt", "{}", 404, null)]
    [InlineData("POST", "/inbox/9/receipt", """{"error":1000}""", 400, "error")]
    [InlineData("POST", "/replies", "{", 400, null)]
    [InlineData("POST", "/replies", """{"from":"bank","to":"1","text":"x"}""", 400, "from")]
    [InlineData("POST", "/replies", """{"from":"447700900123","text":"x"}""", 400, "to")]
    [InlineData("POST", "/replies", """{"from":"447700900123","to":"BANK","text":""}""", 400, "text")]
    [InlineData("POST", "/replies", """{"from":"447700900123","to":"BANK","text":"x"}""", 409, null)]
    [InlineData("PUT", "/behaviour", """{"recieptDelay":"5s"}""", 400, "recieptDelay")]
    [InlineData("PUT", "/behaviour", """{"receiptDelay":"soon"}""", 400, "receiptDelay")]
    [InlineData("PUT", "/behaviour", """{"receiptDelay":"2h"}""", 400, "receiptDelay")]
    [InlineData("PUT", "/behaviour", """{"receiptCopies":11}""", 400, "receiptCopies")]
    [InlineData("PUT", "/behaviour", """{"state":"ARRIVED"}""", 400, "state")]
    [InlineData("PUT", "/behaviour?to=447700900123", """{"error":-1}""", 400, "error")]
    public async Task Wrong_input_is_answered_with_a_problem_that_names_what_is_wrong(string method, string path, string? body, int status, string? member)
    {
        await using var phone = await PhoneServer.StartAsync();
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await phone.Http.SendAsync(request, Now);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Now);

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (member is not null)
            Assert.True(problem.GetProperty("errors").TryGetProperty(member, out _), problem.ToString());
        using var page = await phone.Http.GetAsync(problem.GetProperty("type").GetString(), Now);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Other_web_pages_are_kept_out()
    {
        await using var phone = await PhoneServer.StartAsync();
        foreach (var (name, value) in ((string, string)[])[("Origin", "https://evil.example"), ("Host", "evil.example")])
            await Refused(name, value);

        async Task Refused(string name, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/inbox");
            request.Headers.TryAddWithoutValidation(name, value);
            using var response = await phone.Http.SendAsync(request, Now);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }
}
