using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using System.Text;
using CsCheck;
using Tidings.Server.Intake;

namespace Tidings.Server.Tests.Intake;

public sealed class When_the_request_is_hostile
{
    [Theory]
    [InlineData("application/json"), InlineData("text/plain"), InlineData("application/cloudevents+json; charset=utf-16"), InlineData("application/cloudevents+xml"), InlineData(null)]
    public async Task Another_content_type_is_415_and_says_what_is_taken(string? contentType)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/events", contentType, Encoding.UTF8.GetBytes(Samples.Payment()));
        Assert.Equal((415, "unsupported-media-type"), (answer.Status, answer.Code));
        Assert.Contains("application/cloudevents-batch+json", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        await using var host = await IntakeHost.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent([31, 139]) };
        request.Content.Headers.ContentType = new("application/cloudevents+json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(415, (await host.Send(request)).Status);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "empty", "" }, { "cut", """{"id":""" }, { "NaN", """{"id":NaN}""" }, { "two values", "{}{}" }, { "comment", "{/**/}" },
        { "deep arrays", new string('[', 10_000) }, { "deep data", """{"data":""" + string.Concat(Enumerable.Repeat("""{"a":""", 10_000)) },
        { "trailing comma", "[1,]" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task What_is_no_JSON_is_400_in_every_mode(string _, string body)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal("invalid-json", (await host.One(body)).Code);
        Assert.Equal(body.StartsWith('{') ? "invalid-cloudevent" : "invalid-json", (await host.Batch(body)).Code);
        if (body.Length > 0)
            Assert.Equal("invalid-json", (await host.Post("/v1/events", "application/json", body, ("ce-specversion", "1.0"))).Code);
    }

    [Theory]
    [InlineData("""{"account":"A","kind":"fee","amount":{"\ud800":"1","currency":"EUR"}}"""), InlineData("""{"\ud800":1,"account":"A"}""")]
    [InlineData("""{"account":"A","kind":"fee","amount":{"amount":"\ud800","currency":"EUR"}}"""), InlineData("""{"account":"\udc00"}""")]
    [InlineData("""{"account":"A","kind":"\ud800","merchant":{"\ud800":"1"}}""")]
    public async Task Half_of_a_surrogate_pair_costs_the_neighbours_nothing(string data)
    {
        await using var host = await IntakeHost.Start();
        var results = (await host.Batch($"[{Samples.Payment("1")},{Samples.Payment("2", data)},{Samples.Payment("3")}]")).Results;
        Assert.Equal(["accepted", "refused", "accepted"], results.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(422, (await host.One(Samples.Payment("4", data))).Status);
    }

    [Theory]
    [InlineData("/v1/customers/C", """{"name":"A","phones":[],"quietHours":{"\ud800":"22:00"}}""")]
    [InlineData("/v1/customers/C", """{"name":"A","phones":[],"preferences":[{"\udfff":1}]}""")]
    [InlineData("/v1/customers/C", """{"name":"A","phones":[],"preferences":[{"alert":"a","schedule":{"\ud800":1}}]}""")]
    [InlineData("/v1/accounts/A", """{"holders":["C"],"currency":"EUR","\ud800":1}""")]
    public async Task Half_of_a_surrogate_pair_in_a_members_name_is_named(string path, string body)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Put(path, body);
        Assert.True(answer.Status == 422 && answer.Errors.Any(e => e.Code == "unknown-field"), $"{answer.Status} {answer.Text}");
    }

    [Fact]
    public async Task A_name_that_is_escaped_is_the_same_name()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(202, (await host.One(Samples.Payment("1", """{"account":"A","kind":"card-payment","\u0061mount":{"\u0061mount":"1","currency":"EUR"},"merchant":{"n\u0061me":"B"}}"""))).Status);
        Assert.Equal("B", Assert.Single(host.Router.Taken).Merchant);
    }

    [Fact]
    public async Task A_body_that_comes_drop_by_drop_is_held_for_seconds_and_not_for_hours()
    {
        await using var host = await IntakeHost.Start();
        var rate = ((IOptions<KestrelServerOptions>)host.Services.GetService(typeof(IOptions<KestrelServerOptions>))!).Value.Limits.MinRequestBodyDataRate!;
        Assert.Equal((8192, 10), (rate.BytesPerSecond, rate.GracePeriod.TotalSeconds));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_400()
    {
        await using var host = await IntakeHost.Start();
        byte[] body = [.. """{"id":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'];
        Assert.Equal("invalid-json", (await host.Post("/v1/events", "application/cloudevents+json", body)).Code);
    }

    [Fact]
    public async Task A_million_wrong_fields_are_answered_with_32_errors()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One(Samples.Payment("1", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\":[{i}]")) + "}"));
        Assert.Equal(422, answer.Status);
        Assert.Equal(32, answer.Errors.Length);
    }

    [Fact]
    public async Task A_header_that_is_not_percent_encoded_is_named()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/events", "application/json", """{"customer":"C"}""",
            ("ce-specversion", "1.0"), ("ce-id", "100%"), ("ce-source", "/b"), ("ce-type", "customer.closed"), ("ce-bad_name", "x"));
        Assert.Equal([("ce-bad_name", "unknown-field"), ("ce-id", "format")], answer.Errors.Order());
    }

    const string Marks = "{}[]\",:0-.\\u";

    [Fact]
    public async Task Any_bytes_give_an_answer_with_a_code_and_hold_no_memory()
    {
        await using var host = await IntakeHost.Start();
        var whole = Encoding.UTF8.GetBytes($"[{Samples.Payment("1")},{Samples.Event("2", "customer.updated", """{"customer":"C","name":"N","phones":["+15005550006"],"preferences":[{"alert":"a","schedule":{"every":"week","day":1,"at":"08:00"}}]}""")}]");
        // Noise seldom gets past the first byte: mostly a good batch with some bytes changed.
        var mutated = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Marks.Length - 1].Select(i => (byte)Marks[i]))).Array[1, 5].Select(changes =>
        {
            var copy = whole.ToArray();
            foreach (var (at, with) in changes)
                copy[at] = with;
            return copy;
        });
        var bodies = Gen.OneOf(mutated, mutated, mutated, Gen.Byte.Array[0, 200], Gen.Int[0, whole.Length].Select(n => whole[..n]));
        var types = Gen.Int[0, 2].Select(i => new[] { "application/cloudevents-batch+json", "application/cloudevents+json", "application/json" }[i]);
        await Gen.Select(bodies, types).SampleAsync(async (body, type) =>
        {
            var answer = await host.Post("/v1/events", type, body, ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/b"), ("ce-type", "customer.updated"));
            Assert.True(answer.Status is 200 or 202 || (answer.Status is >= 400 and < 500 && answer.Code is not null), $"{answer.Status} {answer.Text}");
        }, iter: 2000, threads: 1);
        Assert.Equal(0, ((IntakeGate)host.Services.GetService(typeof(IntakeGate))!).BytesInFlight);
    }
}
