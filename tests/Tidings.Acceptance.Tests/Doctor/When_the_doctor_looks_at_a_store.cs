using System.Security.Cryptography;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Host;

namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>Each test breaks one thing; that all else is well stands in the answer too.</summary>
public sealed class When_the_doctor_looks_at_a_store(LivedIn lived)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_is_whole_is_well_and_nothing_in_it_is_changed()
    {
        var data = await lived.Copy();
        var before = Files(data);
        var answer = await DoctorAnswer.To("--data", data);
        answer.IsWell("configuration", "database", "keys.db", "clock", "keys", "certificates", "templates");
        Assert.Contains(answer.Good, static good => good.StartsWith("database whole, tables 7, newest event 20", StringComparison.Ordinal));
        Assert.Contains(answer.Good, static good => good.StartsWith("keys file opens them: audit-log 1, blind-index 1, data-keys 1", StringComparison.Ordinal));
        Assert.Equal(before, Files(data));
    }

    [Fact]
    public async Task A_node_that_runs_is_not_disturbed_and_what_a_killed_one_left_stays_as_it_is()
    {
        var data = await lived.Copy();
        var (carrier, settings) = await LivedIn.Carrier();
        await using var _ = carrier;
        await using (var node = await BankNode.Start(data, settings))
        {
            await node.Pay("e-2");
            (await DoctorAnswer.To("--data", data)).IsWell("database", "keys.db", "keys", "templates");
            await node.Pay("e-3");
            Assert.False(node.Process.Ended);
        }
        // It was killed: its log is there, and belongs to the next start.
        Assert.True(new FileInfo(Path.Combine(data, "tidings.db-wal")).Length > 0);
        var before = Files(data);
        (await DoctorAnswer.To("--data", data)).IsWell("database", "keys.db", "keys", "templates");
        Assert.Equal(before, Files(data));
    }

    [Fact]
    public async Task A_folder_without_one_is_well_and_stays_as_it_is()
    {
        var data = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        (await DoctorAnswer.To("--data", data, "--Keys:File:CreateIfMissing=true")).IsWell("database none yet", "keys none yet", "templates");
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_page_that_is_not_as_it_was_written_is_damage()
    {
        var data = await lived.Copy();
        await Overwrite(Path.Combine(data, "tidings.db"), from: 4096 * 3, bytes: 4096);
        var answer = await DoctorAnswer.To("--data", data);
        Assert.Contains(answer.Problems, static wrong => wrong.StartsWith("database damaged: ", StringComparison.Ordinal) && wrong.Contains("restore the newest backup", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_database_does_not_open()
    {
        var data = await lived.Copy();
        await Overwrite(Path.Combine(data, "keys.db"), from: 0, bytes: 100);
        var answer = await DoctorAnswer.To("--data", data);
        Assert.Contains(answer.Problems, static wrong => wrong.StartsWith("keys.db does not open: ", StringComparison.Ordinal));
        Assert.Contains(answer.Problems, static wrong => wrong.StartsWith("keys ", StringComparison.Ordinal));
        Assert.Contains(answer.Good, static good => good.StartsWith("database whole", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tables_of_a_newer_release_are_named_and_those_of_an_older_one_wait_for_its_start()
    {
        var data = await lived.Copy();
        LeftBehind.Execute(Path.Combine(data, "tidings.db"), "PRAGMA user_version = 99");
        var newer = await DoctorAnswer.To("--data", data);
        Assert.StartsWith("database The data was written by a newer version (tables 99, this one knows 7).", newer.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("templates cannot be looked at: ", newer.Problems[1], StringComparison.Ordinal);

        LeftBehind.Execute(Path.Combine(data, "tidings.db"), "PRAGMA user_version = 2");
        var older = await DoctorAnswer.To("--data", data);
        older.IsWell("database whole, tables 2 (the next start makes them 7)", "templates not looked at");
    }

    [Fact]
    public async Task An_event_of_tomorrow_says_that_the_clock_went_back()
    {
        var data = await lived.Copy();
        var tomorrow = MessageId.First(TimeProvider.System.GetUtcNow().AddDays(1), 0).Value;
        LeftBehind.Execute(Path.Combine(data, "tidings.db"), $"UPDATE journal SET id = {tomorrow} WHERE id = (SELECT max(id) FROM journal)");
        var clock = (await DoctorAnswer.To("--data", data)).Problem;
        Assert.Matches("^clock the newest event was stored 86[0-9]{3} s in the future -> Set the clock", clock);
    }

    [Fact]
    public async Task Keys_that_are_gone_or_are_anothers_are_told_and_none_is_made()
    {
        var data = await lived.Copy();
        var (keyring, aside) = (Path.Combine(data, "keyring"), Path.Combine(data, "aside"));
        File.Move(keyring, aside);
        var gone = await DoctorAnswer.To("--data", data, "--Keys:File:CreateIfMissing=true");
        Assert.Contains(gone.Problems, static wrong => wrong.StartsWith("keys file does not ", StringComparison.Ordinal));
        Assert.Contains(gone.Problems, static wrong => wrong.StartsWith("templates cannot be looked at: ", StringComparison.Ordinal));
        Assert.False(File.Exists(keyring));

        var other = await lived.Copy();
        File.Delete(Path.Combine(other, "keys.db"));
        var lost = await DoctorAnswer.To("--data", other);
        Assert.StartsWith("keys there is data and no keys.db", lost.Problems[0], StringComparison.Ordinal);

        File.Move(aside, keyring);
        (await DoctorAnswer.To("--data", data)).IsWell("keys");
        // Another installation's: of the same form, and it opens nothing here.
        await using (var node = await BankNode.Start(Path.Combine(other, "anew")))
            File.Copy(Path.Combine(other, "anew", "keyring"), keyring, overwrite: true);
        var anothers = await DoctorAnswer.To("--data", data);
        Assert.StartsWith("keys file does not open them: ", anothers.Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("template", "low-balance", """{"id":"low-balance","version":2,"class":"balance","state":"approved","bodies":{"en":"{{ balance | nothing }}"}}""", "^templates low-balance/2: bodies.en")]
    [InlineData("template", "low-balance", """{"id":"low-balance","bodies":7}""", "^templates template.low-balance/2: .*It is not a template")]
    [InlineData("alert", "ours", """{"id":"ours","title":"Ours","class":"balance","template":"not-there","triggers":[{"on":"account.balance.reported"}],"validity":"PT12H"}""", "^templates alerts.ours.template: There is no ")]
    public async Task Alerts_and_templates_that_do_not_fit_are_named(string kind, string id, string body, string said)
    {
        var data = await lived.Copy();
        await Store(data, new DocumentRow(kind, id, 2, TimeProvider.System.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(body)));
        Assert.Matches(said, (await DoctorAnswer.To("--data", data)).Problem);
    }

    [Fact]
    public async Task An_alert_without_its_template_is_named_also_where_something_else_is_left_out()
    {
        var data = await lived.Copy();
        var at = TimeProvider.System.GetUtcNow();
        await Store(data,
            new("template", "low-balance", 2, at, "{}"u8.ToArray()),
            new("alert", "ours", 1, at, """{"id":"ours","title":"Ours","class":"balance","template":"not-there","triggers":[{"on":"account.balance.reported"}],"validity":"PT12H"}"""u8.ToArray()));
        var answer = await DoctorAnswer.To("--data", data);
        Assert.Equal(2, answer.Problems.Count);
        Assert.Contains(answer.Problems, static wrong => wrong.StartsWith("templates alerts.ours.template: ", StringComparison.Ordinal));
    }

    static async Task Store(string data, params DocumentRow[] rows)
    {
        await using var store = await StoreForTools.Open(data, Cancel);
        Assert.Equal(CommitOutcome.Committed, await store.Store.Commit(new() { Documents = rows }));
    }

    [Fact]
    public async Task A_text_that_a_policy_would_keep_back_is_named()
    {
        var pack = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(pack, """{"id":"ours","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"GB","effect":"deny","classes":["balance"],"source":"our lawyer","confidence":"primary-text-read"}]}""", Cancel);
        var data = await lived.Copy();
        var answer = await DoctorAnswer.To("--data", data, $"--Bank:PolicyFiles:0={pack}", "--Bank:Policies:0=ours");
        Assert.NotEmpty(answer.Problems);
        Assert.All(answer.Problems, static wrong => Assert.Matches("^templates .*: OURS-1 \\(GB\\): such a text is not allowed -> Change the text", wrong));
        (await DoctorAnswer.To("--data", data, $"--Bank:PolicyFiles:0={pack}")).IsWell("templates");
        File.Delete(pack);
    }

    /// <summary>Names, contents and times; the index of the log in shared memory is whose who reads.</summary>
    static string[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder).Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(static file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))} {File.GetLastWriteTimeUtc(file):O}"),
    ];

    static async Task Overwrite(string path, int from, int bytes)
    {
        await using var file = File.OpenWrite(path);
        Assert.True(file.Length >= from + bytes);
        file.Position = from;
        await file.WriteAsync(RandomNumberGenerator.GetBytes(bytes), Cancel);
    }
}
