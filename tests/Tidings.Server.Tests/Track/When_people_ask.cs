using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Track;
using Tidings.Security.Access;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Track;
using Tidings.Server.Track.Search;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Track;

public class When_people_ask
{
    [Fact]
    public async Task A_message_is_shown_with_its_number_and_words_masked_and_its_timeline()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept(("ada", carrier.Text("hello", to: "15550001234")), ("ada", carrier.Text("wrong", to: "15550999020")));
        await carrier.Until(ids[0], MessageState.Delivered);
        await carrier.Settled(ids);
        await using var api = await Api.Open(carrier);

        var shown = await api.Get($"/v1/messages/{ids[0]}");
        Assert.Equal("delivered", shown.GetProperty("state").GetString());
        Assert.Equal("•••••, £•• •• ••!".Replace('£', '•'), MaskedText.Of("hello, £12 it is!"));
        Assert.Equal("•••••", shown.GetProperty("text").GetString());
        Assert.DoesNotContain("hello", shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(["stored", "accepted", "receipt-delivered"], shown.GetProperty("timeline").EnumerateArray().Select(static e => e.GetProperty("code").GetString()));
        Assert.DoesNotContain("15550001234", shown.ToString(), StringComparison.Ordinal);

        var failed = await api.Get($"/v1/messages/{ids[1]}");
        Assert.Equal("permanent failure", failed.GetProperty("status").GetProperty("title").GetString());
        Assert.Contains("ESME_RINVDSTADR", failed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"state":"bogus"}""", 422, "in-doubt"), InlineData("""{"state":3}""", 422, "in-doubt")]
    [InlineData("""{"state":}""", 400, "invalid-json"), InlineData("""{"limit":"x"}""", 400, "invalid-json")]
    public async Task A_state_that_there_is_none_of_is_answered_with_those_that_there_are(string query, int status, string says)
    {
        await using var carrier = await Carrier.Open(start: false);
        await using var api = await Api.Open(carrier);
        using var body = new StringContent(query, System.Text.Encoding.UTF8, "application/json");
        var answer = await api.Client.PostAsync("/v1/messages/search", body, TestContext.Current.CancellationToken);
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(says, told, StringComparison.Ordinal);
        Assert.DoesNotContain("bogus", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_and_words_are_shown_to_whoever_says_why_and_that_he_asked_is_recorded_first()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await carrier.Accept(("ada", carrier.Text("hello", to: "15550001234")));
        await using var api = await Api.Open(carrier);
        var cancel = TestContext.Current.CancellationToken;
        foreach (var (reason, status) in (IEnumerable<(object, int)>)[("too few", 422), (new string('x', 201), 422), ("two\nlines of it", 422), (7, 400)])
            Assert.Equal(status, (int)(await api.Client.PostAsJsonAsync($"/v1/messages/{ids[0]}/reveal", new { reason }, cancel)).StatusCode);
        Assert.Equal(404, (int)(await api.Client.PostAsJsonAsync("/v1/messages/m0000000000000/reveal", new { reason = "customer complains" }, cancel)).StatusCode);
        Assert.Empty(await carrier.Store.ReadDocuments(DocumentActs.Kind, false, cancel));

        var shown = await api.Post($"/v1/messages/{ids[0]}/reveal", new { reason = "complaint 4711: wrong amount" });
        Assert.Equal(("+15550001234", "hello"), (shown.GetProperty("to").GetString(), shown.GetProperty("text").GetString()));
        var act = DocumentActs.Of(Assert.Single(await carrier.Store.ReadDocuments(DocumentActs.Kind, false, cancel)));
        Assert.Equal(("message.revealed", $"message/{ids[0]}", "complaint 4711: wrong amount"), (act.Name, act.Subject, act.Reason));
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_found()
    {
        await using var carrier = await Carrier.Open(start: false);
        await using var api = await Api.Open(carrier);
        foreach (var id in (string[])["m0000000000000", "nonsense", "m00000000000zz"])
            Assert.Equal(HttpStatusCode.NotFound, (await api.Client.GetAsync($"/v1/messages/{id}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_customers_messages_are_found_page_by_page_before_and_after_the_index_is_written()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None });
        var ids = new List<MessageId>();
        for (var n = 0; n < 30; n++)
        {
            ids.AddRange(await carrier.Accept(("ada", carrier.Text($"{n}", to: n % 2 == 0 ? "15550001111" : "15550002222")), ("ben", carrier.Text($"b{n}"))));
            if (n == 15)
                await carrier.Lookups.Flush();
        }
        await using var api = await Api.Open(carrier);
        var theirs = ids.Where((_, i) => i % 2 == 0).Reverse().Select(static id => id.ToString()).ToArray();
        Assert.Equal(theirs, await api.Pages(new { customer = "ada", limit = 7 }));
        Assert.Equal(theirs.Where((_, i) => i % 2 == 1), await api.Pages(new { number = "+1 555 000 1111", limit = 4 }));
        Assert.Equal(theirs.Where((_, i) => i % 2 == 1), await api.Pages(new { customer = "ada", number = "15550001111" }));
        Assert.Equal(60, (await api.Pages(new { limit = 11 })).Length);
        Assert.Empty(await api.Pages(new { customer = "ada", from = TimeProvider.System.GetUtcNow().AddMinutes(1) }));
        Assert.Empty(await api.Pages(new { customer = "ada", to = ids[0].At }));
    }

    [Fact]
    public async Task A_time_window_holds_what_lies_in_it()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await carrier.Accept(("ada", carrier.Text("a")));
        await using var api = await Api.Open(carrier);
        Assert.Equal([ids[0].ToString()], await api.Pages(new { from = ids[0].At, to = ids[0].At.AddHours(1) }));
        Assert.Empty(await api.Pages(new { from = ids[0].At.AddHours(1) }));
        // Beyond what an id can say; unbounded, its number would turn below zero and all would be found.
        Assert.Empty(await api.Pages(new { from = "2100-01-01T00:00:00Z" }));
        Assert.Equal([ids[0].ToString()], await api.Pages(new { to = "9999-01-01T00:00:00Z" }));
    }

    [Theory]
    [InlineData("""{"number":"00447700900123"}""", "application/json", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{}", "application/json; charset=klingon", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/json; charset=UTF-8", HttpStatusCode.OK)]
    public async Task A_query_that_could_find_nothing_or_cannot_be_read_is_refused(string query, string contentType, HttpStatusCode status)
    {
        await using var carrier = await Carrier.Open(start: false);
        await using var api = await Api.Open(carrier);
        using var body = new StringContent(query);
        body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        Assert.Equal(status, (await api.Client.PostAsync("/v1/messages/search", body, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_query_in_pieces_is_bounded_too()
    {
        await using var carrier = await Carrier.Open(start: false);
        await using var api = await Api.Open(carrier);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages/search") { Content = new StringContent(new string(' ', 1_000_000) + "{}") };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await api.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_state_is_searched_for_through_all_messages()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept([.. Enumerable.Range(0, 40).Select(n => ($"c{n}", carrier.Text($"{n}", to: n == 3 ? "15550999020" : $"1555000{n:0000}")))]);
        await carrier.Settled(ids);
        await using var api = await Api.Open(carrier);
        Assert.Equal([ids[3].ToString()], await api.Pages(new { state = "permanent-failure", limit = 5 }));
    }

    [Fact]
    public async Task A_page_that_passed_many_facts_and_found_nothing_says_where_to_go_on()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ($"c{n}", carrier.Text($"{n}", to: n is 3 or 7 ? "15550999020" : $"1555000{n:0000}")))]);
        await carrier.Settled(ids);
        var search = new MessageSearch(carrier.Store, carrier.Lookups, TimeProvider.System) { FactsARead = 1, ReadsAPage = 2 };
        var (found, pages, before) = (new List<string>(), 0, new MessageId(long.MaxValue));
        for (var more = true; more; pages++)
        {
            var page = await search.Search(new() { State = MessageState.PermanentFailure }, null, new(default, before, 50), TestContext.Current.CancellationToken);
            found.AddRange(page.Messages.Select(static message => message.Id));
            more = page.Next is { } next && MessageId.TryParse(next, out before);
        }
        Assert.Equal([ids[7].ToString(), ids[3].ToString()], found);
        Assert.True(pages > 5, "one page passed all: the test would prove nothing");
    }

    [Fact]
    public async Task Events_are_found_by_their_id()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await carrier.Accept(("ada", carrier.Text("one")), ("ben", carrier.Text("two")));
        await using var api = await Api.Open(carrier);
        var page = await api.Post("/v1/events/search", new { eventId = ids[1].ToString() });
        Assert.Equal("ben", page.GetProperty("events")[0].GetProperty("customer").GetString());
        Assert.Equal(1, page.GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("{\"limit\":0}", 422)]
    [InlineData("{\"limit\":1}", 200)]
    [InlineData("{\"limit\":200}", 200)]
    [InlineData("{\"limit\":201}", 422)]
    [InlineData("{\"cursor\":\"x\"}", 422)]
    [InlineData("{\"number\":\"call me\"}", 422)]
    [InlineData("{\"state\":\"lost\"}", 422)]
    [InlineData("{\"nubmer\":\"1\"}", 400)]
    [InlineData("nonsense", 400)]
    public async Task A_wrong_question_is_refused(string body, int status)
    {
        await using var carrier = await Carrier.Open(start: false);
        await using var api = await Api.Open(carrier);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(status, (int)(await api.Client.PostAsync("/v1/messages/search", content, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_index_is_whole_again_after_a_crash_that_lost_what_was_not_written()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None });
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(n => ("ada", carrier.Text($"{n}")))]);
        await carrier.Settled(ids);
        // Nothing was flushed: a new index starts empty, and reads back what its mark lacks.
        var lookups = new Lookups(carrier.Store, TimeProvider.System);
        Assert.Empty(await lookups.Find(Core.Track.LookupKey.OfCustomer("ada"), new(long.MaxValue), 100, TestContext.Current.CancellationToken));
        await new LookupRebuild(carrier.Store, lookups, TimeProvider.System).FillAfterMark(TestContext.Current.CancellationToken);
        Assert.Equal(20, (await lookups.Find(Core.Track.LookupKey.OfCustomer("ada"), new(long.MaxValue), 100, TestContext.Current.CancellationToken)).Count);
        Assert.True((await lookups.ReadMark(TestContext.Current.CancellationToken)).Value > 0);
    }

    sealed class Api(WebApplication app) : IAsyncDisposable
    {
        public HttpClient Client { get; } = new() { BaseAddress = new(app.Urls.First()) };

        public static async Task<Api> Open(Carrier carrier)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IStore>(carrier.Store);
            builder.Services.AddSingleton(carrier.Lookups);
            builder.Services.AddSingleton<MessageSearch>();
            builder.Services.AddSingleton<EventSearch>();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton<IActs, DocumentActs>();
            var app = builder.Build();
            app.MapTrack();
            await app.StartAsync();
            return new(app);
        }

        public async Task<JsonElement> Get(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

        public async Task<JsonElement> Post(string path, object body)
        {
            using var answer = await Client.PostAsJsonAsync(path, body);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }

        public async Task<string[]> Pages(object query)
        {
            var ids = new List<string>();
            for (string? cursor = null; ;)
            {
                var body = JsonSerializer.SerializeToNode(query)!.AsObject();
                if (cursor is not null)
                    body["cursor"] = cursor;
                var page = await Post("/v1/messages/search", body);
                ids.AddRange(page.GetProperty("messages").EnumerateArray().Select(static m => m.GetProperty("id").GetString()!));
                cursor = page.GetProperty("next").GetString();
                if (cursor is null)
                    return [.. ids];
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await app.DisposeAsync();
            // The store is the carrier's, and lives on.
        }
    }
}
