using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Ports;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide.Fraud;

public sealed class When_a_fraud_model_is_put
{
    const string Path = "/v1/fraud/model", Named = Path + "?name=2026-w48";

    static async Task<int> Files(RealNode node) => (await node.Services.GetRequiredService<IStore>().ReadDocuments(FraudModelFiles.Kind, true, TestContext.Current.CancellationToken)).Count;

    [Fact]
    public async Task It_is_known_by_name_and_hash_and_outlives_a_restart()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal((404, "not-found"), (await node.Get(Path) is var none ? (none.Status, none.Code) : default));
        Assert.Null(node.Book().Model);
        Assert.Equal(200, (await node.Put(Named, FraudNode.Model(), "\"0\"")).Status);
        Assert.Equal(-1, node.Book().Model!.Offset);
        var shown = await node.Get(Path);
        Assert.Equal(("\"1\"", "2026-w48", 1, 3, FraudFeatures.Count, true),
            (shown.Headers.ETag?.Tag, shown.Json.GetProperty("name").GetString(), shown.Json.GetProperty("trees").GetInt32(), shown.Json.GetProperty("nodes").GetInt32(), shown.Json.GetProperty("features").GetInt32(), shown.Json.GetProperty("fits").GetBoolean()));
        Assert.Equal(FraudModelEntry.HashOf(System.Text.Encoding.UTF8.GetBytes(FraudNode.Model())), shown.Json.GetProperty("sha256").GetString());
        Assert.DoesNotContain("threshold", shown.Text, StringComparison.Ordinal);
        Assert.Equal(409, (await node.Put(Named, FraudNode.Model(), "\"0\"")).Status);
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal((-1, shown.Text), (again.Book().Model!.Offset, (await again.Get(Path)).Text));
        Assert.Contains("fraud-model.changed", (await again.Get("/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$"), InlineData("{}", "format")]
    public async Task What_is_no_model_is_refused(string body, string field)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var answer = await node.Put(Named, body);
        Assert.Equal((422, field), (answer.Status, Assert.Single(answer.Errors).Field));
        Assert.Equal((404, 0), ((await node.Get(Path)).Status, await Files(node)));
    }

    [Fact]
    public async Task One_of_other_features_or_without_a_name_is_refused()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var other = await node.Put(Named, FraudNode.Model().Replace("\"Night\"", "\"Dusk\"", StringComparison.Ordinal));
        Assert.Equal((422, "features[2]"), (other.Status, Assert.Single(other.Errors).Field));
        foreach (var name in (string[])["", "?name=", $"?name={new string('n', 65)}", "?name=a%0Ab"])
            Assert.Equal((400, "invalid-parameter"), (await node.Put(Path + name, FraudNode.Model()) is var refused ? (refused.Status, refused.Code) : default));
        Assert.Null(node.Book().Model);
    }

    [Fact]
    public async Task A_second_person_approves_what_was_kept_for_it_and_the_files_of_others_go()
    {
        await using var node = await RealNode.Start();
        var (one, two) = (await node.Put(Named, FraudNode.Model(-1)), await node.Put(Named, FraudNode.Model(-2)));
        Assert.Equal((202, 202, 2), (one.Status, two.Status, await Files(node)));
        // The same once more is kept once.
        Assert.Equal((202, 2), ((await node.Put(Named, FraudNode.Model(-2))).Status, await Files(node)));
        Assert.Null(node.Book().Model);
        Assert.Equal(403, (await node.Approve(two)).Status);
        await node.BeAnother("approver");
        var proposal = await node.Get($"/v1/proposals/{two.Json.GetProperty("proposal").GetString()}");
        Assert.Contains(FraudModelEntry.HashOf(System.Text.Encoding.UTF8.GetBytes(FraudNode.Model(-2))), proposal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", proposal.Text, StringComparison.Ordinal);
        Assert.Equal((200, -2, 1), ((await node.Approve(two)).Status, node.Book().Model!.Offset, await Files(node)));
        // Nobody can approve the other any more: its file is gone, and so is the version that it was made from.
        Assert.InRange((await node.Approve(one)).Status, 409, 422);
        Assert.Equal(-2, node.Book().Model!.Offset);
    }

    [Fact]
    public async Task One_that_does_not_fit_any_more_is_left_out_and_rules_work_without_it()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Put(Named, FraudNode.Model())).Status);
        Assert.Equal(200, (await node.Put("/v1/fraud/rules", FraudNode.Own.Replace("{\"mode\":\"shadow\"", "{\"mode\":\"shadow\",\"model\":\"live\"", StringComparison.Ordinal))).Status);
        await node.Stop();
        AuditedNode.Sql(node.Folder, $"DELETE FROM document WHERE kind = '{FraudModelFiles.Kind}'");
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Null(again.Book().Model);
        Assert.Equal("cash", Assert.Single(again.Book().Rules.Rules).Id);
        Assert.False((await again.Get(Path)).Json.GetProperty("fits").GetBoolean());
        Assert.Contains("fraud-model.bank/1: sha256", again.Logs.All, StringComparison.Ordinal);
        // Put again it is as before.
        Assert.Equal(200, (await again.Put(Named, FraudNode.Model())).Status);
        Assert.NotNull(again.Book().Model);
    }

    [Fact]
    public async Task A_file_larger_than_a_request_may_be_otherwise_is_taken()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson, ("Limits:BodyBytes", "1048576"));
        Assert.Equal(200, (await node.Put(Named, "{" + new string(' ', 3 << 20) + FraudNode.Model()[1..])).Status);
        Assert.Equal(413, (await node.Put("/v1/fraud/rules", "{" + new string(' ', 3 << 20) + "}")).Status);
    }
}
