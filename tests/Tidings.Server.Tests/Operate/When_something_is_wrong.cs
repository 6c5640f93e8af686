using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Compose.Templates;
using Tidings.Security.Access;
using Tidings.Server.Compose;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Pages;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate;

public sealed class When_something_is_wrong
{
    [Fact]
    public void Every_code_has_its_page_and_every_page_its_code()
    {
        Assert.Equal(ProblemCodes.All.Select(c => c.Code).Order(), ErrorPages.Codes.Order());
        Assert.Equal(ProblemCodes.All.Count, ProblemCodes.All.Select(c => c.Code).Distinct().Count());
    }

    [Fact]
    public void The_registry_lists_every_code_that_it_declares()
    {
        var declared = typeof(ProblemCodes).GetFields().Where(f => f.FieldType == typeof(ProblemCode)).Select(f => (ProblemCode)f.GetValue(null)!)
            .Concat(TemplateProblemCodes.All);
        Assert.Equal(declared.ToHashSet(), ProblemCodes.All.ToHashSet());
        var fields = typeof(Core.Events.FieldCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Concat(TemplateCodes.All);
        // What is said of one event of a batch may be said of the whole answer too, and then has a status.
        Assert.Equal(fields.Order(), ProblemCodes.All.Where(c => c.Status == 0 || c == ProblemCodes.StateUnreadable).Select(c => c.Code).Order());
    }

    [Fact]
    public async Task The_type_of_a_problem_leads_to_its_page()
    {
        await using var host = await IntakeHost.Start();
        foreach (var code in ProblemCodes.All)
        {
            var page = await host.Client.GetStringAsync(code.Type, TestContext.Current.CancellationToken);
            Assert.StartsWith($"# {code.Code}: {code.Title}", page, StringComparison.Ordinal);
            Assert.True(code.Status == 0 || page.Contains($"HTTP status {code.Status}.", StringComparison.Ordinal), code.Code);
            foreach (var part in new[] { "## What it means", "## Usual causes", "## What to do", "## Example" })
                Assert.Contains(part, page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found"), InlineData("GET", "/v1/nowhere", 404, "not-found"), InlineData("DELETE", "/v1/events", 405, "method-not-allowed")]
    [InlineData("GET", "/errors/nothing", 404, "not-found"), InlineData("GET", "/schemas/nothing.json", 404, "not-found")]
    public async Task A_bare_status_has_a_problem_too(string method, string path, int status, string code)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Send(new(new HttpMethod(method), path));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(null), InlineData("Bearer"), InlineData("Bearer tk_"), InlineData("Basic dGs6dGs=")]
    [InlineData("Bearer tk_000000000000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_a_key_nothing_under_v1_answers(string? authorization)
    {
        await using var host = await IntakeHost.Start();
        host.Client.DefaultRequestHeaders.Remove("Authorization");
        if (authorization is not null)
            host.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        foreach (var path in new[] { "/v1/events", "/V1/events", "/v1", "/v1/nowhere", "/%76%31/events", "/v1/../v1/events" })
        {
            var answer = await host.Post(path, "application/cloudevents+json", Samples.Payment());
            Assert.Equal((401, "unauthorized"), (answer.Status, answer.Code));
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
        Assert.Empty(host.Router.Taken);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_any_more()
    {
        await using var host = await IntakeHost.Start();
        var keys = (Security.Access.ApiKeys)host.Services.GetService(typeof(Security.Access.ApiKeys))!;
        Assert.Equal(202, (await host.One(Samples.Payment("1"))).Status);
        Assert.True(await keys.Revoke(host.Key.Substring(8, 8), TestContext.Current.CancellationToken));
        Assert.Equal(401, (await host.One(Samples.Payment("2"))).Status);
    }

    [Fact]
    public async Task Health_and_schemas_need_no_key()
    {
        await using var host = await IntakeHost.Start();
        host.Client.DefaultRequestHeaders.Authorization = null;
        foreach (var path in new[] { "/health/live", "/health/ready", "/schemas", "/schemas/customer.updated.json" })
            Assert.Equal(200, (await host.Send(new(HttpMethod.Get, path))).Status);
    }

    [Fact]
    public async Task A_failure_behind_an_answer_that_has_begun_breaks_the_connection()
    {
        await using var host = await IntakeHost.Start(map: app => app.MapGet("/v1/begun", async (Microsoft.AspNetCore.Http.HttpContext http) =>
        {
            await http.Response.Body.WriteAsync("x"u8.ToArray());
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException("late");
        }), services: static services => services.AddSingleton(new AccessTable([.. AccessRows.All, new("GET", "/v1/begun", Scope.None)])));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Client.GetAsync("/v1/begun", TestContext.Current.CancellationToken));
    }
}
