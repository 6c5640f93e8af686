using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Decide.Fraud;

public sealed class When_fraud_rules_are_changed
{
    const string Path = "/v1/fraud/rules";

    [Fact]
    public async Task The_preset_is_shown_until_the_bank_has_its_own_which_count_at_once_and_outlive_a_restart()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        var preset = await node.Get(Path);
        Assert.Equal(("\"0\"", "off"), (preset.Headers.ETag?.Tag, preset.Json.GetProperty("mode").GetString()));
        Assert.Contains("impossible-travel", preset.Text, StringComparison.Ordinal);
        Assert.False(node.Book().IsOn);
        Assert.Equal(200, (await node.Put(Path, FraudNode.Own, "\"0\"")).Status);
        Assert.Equal((true, "cash"), (node.Book().IsOn, Assert.Single(node.Book().Rules.Rules).Id));
        Assert.Equal(409, (await node.Put(Path, FraudNode.Own, "\"0\"")).Status);
        await node.Stop();
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        var read = await again.Get(Path);
        Assert.Equal(("\"1\"", FraudMode.Shadow, "cash"), (read.Headers.ETag?.Tag, again.Book().Rules.Mode, Assert.Single(again.Book().Rules.Rules).Id));
        // What is read can be put back as it is.
        Assert.Equal(200, (await again.Put(Path, read.Text)).Status);
        Assert.Contains("fraud-rules.changed", (await again.Get("/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"mode":"on"}""", "mode"), InlineData("""{"rules":[{"id":"a","points":5,"when":[{"of":"amonut","is":"above","value":5}]}]}""", "rules[0].when[0].of")]
    [InlineData("""{"rules":[{"id":"a","points":5,"when":[{"of":"amount","is":"above","value":5}],"reasons":{"fr":"pourquoi"}}]}""", "rules.a.reasons")]
    public async Task What_does_not_fit_is_refused_by_its_field_and_all_stays_as_it_was(string body, string field)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var answer = await node.Put(Path, body);
        Assert.Equal((422, field), (answer.Status, Assert.Single(answer.Errors).Field));
        Assert.Equal(("\"0\"", false), ((await node.Get(Path)).Headers.ETag?.Tag, node.Book().IsOn));
    }

    [Fact]
    public async Task Words_in_the_banks_own_language_are_enough()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var settings = System.Text.Json.Nodes.JsonNode.Parse((await node.Get("/v1/settings")).Text)!;
        settings["defaultLanguage"] = "es";
        Assert.Equal(200, (await node.Put("/v1/settings", settings.ToJsonString())).Status);
        Assert.Equal(200, (await node.Put(Path, """{"rules":[{"id":"a","points":5,"when":[{"of":"amount","is":"above","value":5}],"reasons":{"es":"porque si"}}]}""")).Status);
        // Nor may the language be changed then to one in which there are no words.
        settings["defaultLanguage"] = "tr";
        Assert.Equal((422, "rules.a.reasons"), (await node.Put("/v1/settings", settings.ToJsonString()) is var refused ? (refused.Status, refused.Errors[0].Field) : default));
    }

    [Fact]
    public async Task A_second_person_approves_and_nothing_counts_before()
    {
        await using var node = await RealNode.Start();
        var proposed = await node.Put(Path, FraudNode.Own);
        Assert.Equal((202, false, "\"0\""), (proposed.Status, node.Book().IsOn, (await node.Get(Path)).Headers.ETag?.Tag));
        Assert.Equal(403, (await node.Approve(proposed)).Status);
        await node.BeAnother("approver");
        Assert.Equal((200, true), ((await node.Approve(proposed)).Status, node.Book().IsOn));
        Assert.Equal("\"1\"", (await node.Get(Path)).Headers.ETag?.Tag);
        var acts = (await node.Get("/v1/audit/acts")).Text;
        Assert.Contains("fraud-rules.proposed", acts, StringComparison.Ordinal);
        Assert.Contains("fraud-rules.approved", acts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_changes_from_one_version_the_second_is_refused()
    {
        await using var node = await RealNode.Start();
        var (one, two) = (await node.Put(Path, FraudNode.Own), await node.Put(Path, """{"mode":"live"}"""));
        await node.BeAnother("approver");
        Assert.Equal((200, 409), ((await node.Approve(one)).Status, (await node.Approve(two)).Status));
        Assert.Equal(FraudMode.Shadow, node.Book().Rules.Mode);
    }

    [Fact]
    public async Task Long_lists_are_taken_and_larger_documents_than_the_bound_are_not()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        static string With(int entries) => $$"""{"lists":[{"id":"mules","entries":[{{string.Join(",", Enumerable.Range(0, entries).Select(static i => $"\"DE89 3704 0044 0532 {i:000000} and a name of somebody, as the bank has it\""))}}]}]}""";
        Assert.Equal(200, (await node.Put(Path, With(10_000))).Status);
        Assert.Equal(10_000, node.Book().Rules.Lists[0].Entries.Count);
        Assert.Equal((422, "lists[0].entries"), (await node.Put(Path, With(10_001)) is var more ? (more.Status, more.Errors[0].Field) : default));
        Assert.Equal(413, (await node.Put(Path, With(20_000))).Status);
    }

    [Fact]
    public async Task Whom_they_list_is_not_on_the_disk_in_clear()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Put(Path, """{"lists":[{"id":"mules","entries":["QUILLFEATHER AND SONS"]}]}""")).Status);
        await node.Stop();
        foreach (var file in Directory.EnumerateFiles(node.Folder, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("QUILLFEATHER"u8));
        await using var again = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal("QUILLFEATHER AND SONS", again.Book().Rules.Lists[0].Entries[0].Value);
    }
}
