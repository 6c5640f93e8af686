using System.Net;
using System.Net.Http.Json;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate;

public sealed class When_a_call_is_wrong
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_says_who_called_what_and_by_which_code_he_was_refused_and_nothing_that_he_wrote()
    {
        await using var node = await RealNode.Start();
        var answer = await node.Client.PutAsJsonAsync("/v1/customers/C-secret", new { id = "C-secret", phone = "+447700900123x", ada4711 = 1 }, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var line = Assert.Single(node.Logs.All.Split('\n'), static line => line.Contains("1909 ", StringComparison.Ordinal));
        Assert.Matches("key:[0-9a-f]+ was refused PUT /v1/customers/{id}: validation-failed, [1-9] fields are wrong", line);
        foreach (var written in (ReadOnlySpan<string>)["C-secret", "447700900123", "ada4711"])
            Assert.DoesNotContain(written, node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_right_leaves_no_line()
    {
        await using var node = await RealNode.Start();
        Assert.Equal(HttpStatusCode.OK, (await node.Client.GetAsync("/v1/carriers", Cancel)).StatusCode);
        Assert.DoesNotContain("1909 ", node.Logs.All, StringComparison.Ordinal);
    }
}
