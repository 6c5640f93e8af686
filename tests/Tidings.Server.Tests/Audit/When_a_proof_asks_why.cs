using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

public sealed class When_a_proof_asks_why : IAsyncLifetime
{
    RealNode _node = null!;
    string _message = "";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_node, var messages) = await AuditedNode.Start();
        _message = messages[0];
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    async Task<Act[]> Proofs() =>
        [.. (await _node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of).Where(static act => act.Name == "message.proved")];

    async Task IsRefused(string code, params string[] headers)
    {
        var answer = await _node.Prove(_message, headers);
        Assert.Equal((400, "invalid-parameter"), (answer.Status, answer.Code));
        Assert.Equal(("Tidings-Reason", code), Assert.Single(answer.Errors));
        Assert.All((string[])["why", "fix"], said => Assert.NotEmpty(answer.Json.GetProperty("errors")[0].GetProperty(said).GetString()!));
        Assert.DoesNotMatch("5005550006|tlog", answer.Text);
        Assert.Empty(await Proofs());
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_opened_or_recorded_and_the_answer_says_how_to_give_one()
    {
        await IsRefused("missing");
        Assert.Contains("Tidings-Reason: ", (await _node.Prove(_message)).Json.GetProperty("errors")[0].GetProperty("fix").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_who_asked_of_which_message_and_why_is_recorded_before_it_is_answered()
    {
        var proof = await _node.Prove(_message, " the customer disputes it ");
        Assert.True(proof.Status == 200, proof.Text);
        Assert.Contains("tlog-proof", proof.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", proof.Headers.CacheControl?.ToString());
        var caller = (await _node.Send(HttpMethod.Get, "/v1/me")).Json.GetProperty("identity").GetString()!;
        Assert.Equal(new Act(caller, "message.proved", $"message/{_message}", "the customer disputes it"), Assert.Single(await Proofs()));
    }

    [Theory]
    [InlineData("müşteri itiraz ediyor"), InlineData("العميل يعترض على الدفع"), InlineData("客户否认这笔付款"), InlineData("50% of it is disputed"), InlineData("a\u00a0line with 😀 at its end 😀")]
    public async Task A_reason_in_any_language_stands_in_the_record_as_it_was_written(string reason)
    {
        Assert.Equal(200, (await _node.Prove(_message, Uri.EscapeDataString(reason))).Status);
        Assert.Equal(reason, Assert.Single(await Proofs()).Reason);
    }

    [Theory]
    [InlineData(7, false), InlineData(8, true), InlineData(200, true), InlineData(201, false)]
    public async Task It_is_as_long_as_a_reveal_asks_however_it_is_encoded(int length, bool taken)
    {
        foreach (var reason in (string[])[new('x', length), Uri.EscapeDataString(new('客', length))])
            if (taken)
                Assert.Equal(200, (await _node.Prove(_message, reason)).Status);
            else
                await IsRefused("range", reason);
        Assert.Equal(taken ? 2 : 0, (await Proofs()).Length);
    }

    [Theory]
    [InlineData("two%0Alines of it", "range"), InlineData("two%0D%0Alines of it", "range"), InlineData("a bell%07 rings", "range"), InlineData("", "range"), InlineData("        %20%20", "range")]
    [InlineData("50% of it is disputed", "format"), InlineData("it breaks off here %4", "format"), InlineData("it breaks off here %", "format"), InlineData("no hex digits %zz", "format")]
    [InlineData("no UTF-8 at all %FF%FE", "format"), InlineData("overlong %C0%AE%C0%AE", "format"), InlineData("half of a pair %ED%A0%80", "format")]
    public async Task What_is_no_line_of_text_is_refused(string header, string code) => await IsRefused(code, header);

    /// <summary>What a client sends that does not join or refuse headers.</summary>
    async Task<string> Raw(string headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_node.Client.BaseAddress!.Host, _node.Client.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        var key = _node.Client.DefaultRequestHeaders.Authorization!.Parameter;
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET /v1/messages/{_message}/proof HTTP/1.1\r\nHost: node\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n{headers}\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    [Theory]
    [InlineData("Tidings-Reason: the customer disputes it\r\nTidings-Reason: and another reason", "repeated"), InlineData("Tidings-Reason: müşteri itiraz ediyor", "format")]
    public async Task Two_reasons_are_refused_and_so_is_one_that_is_not_encoded(string headers, string code)
    {
        var answer = await Raw(headers);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Empty(await Proofs());
        Assert.StartsWith("HTTP/1.1 200 ", await Raw("Tidings-Reason: the customer disputes it"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_the_node_has_no_word_of_it()
    {
        Assert.Equal(200, (await _node.Prove(_message, "the customer disputes it")).Status);
        Assert.DoesNotContain("disputes", _node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_OpenAPI_document_says_that_it_is_needed()
    {
        var operation = (await _node.Send(HttpMethod.Get, "/openapi/v1.json")).Json.GetProperty("paths").GetProperty("/v1/messages/{id}/proof").GetProperty("get");
        var header = Assert.Single(operation.GetProperty("parameters").EnumerateArray(), static one => one.GetProperty("in").GetString() == "header");
        Assert.Equal(("Tidings-Reason", true), (header.GetProperty("name").GetString(), header.GetProperty("required").GetBoolean()));
        Assert.Single(operation.GetProperty("parameters").EnumerateArray(), static one => one.GetProperty("in").GetString() == "path");
        Assert.True(operation.GetProperty("responses").TryGetProperty("400", out _));
    }
}
