using Tidings.Acceptance.Tests.Audit;

namespace Tidings.Acceptance.Tests;

/// <summary>The executable against the folder of a real node whose carrier has answered, and from which answers were taken.</summary>
public sealed class When_what_is_gone_is_accepted_by_the_command_line(TwoDays days) : OnACopyOfToday(days)
{
    const string Why = "the disk was lost and the backup is older";

    static Task<AuditRun> Accept(string folder, params string[] more) => AuditRun.Of(["accept", "--data", folder, .. more]);

    Task<AuditRun> Verified() => AuditRun.Verify(Folder, Days.Key, "--data", Folder);

    [Fact]
    public async Task Where_all_is_there_it_says_so()
    {
        (await Accept(Folder)).IsGood("Nothing is missing. Nothing was written.");
        (await Accept(Folder, "--reason", Why)).IsGood("Nothing is missing. Nothing was written.");
    }

    [Fact]
    public async Task Answers_of_a_carrier_that_are_gone_are_shown_then_accepted_with_a_reason_and_the_check_is_clean()
    {
        TwoDays.Sql(Folder, "DELETE FROM submission");
        (await Verified()).Finds(" is in the store, and nothing says that it was sent: its submission was dropped.");
        var shown = await Accept(Folder);
        Assert.Equal(1, shown.Code);
        Assert.Contains($"There should be {Days.Messages.Count} submissions, and there are 0: some were dropped.", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"{Days.Messages.Count} texts are reported by a carrier, and nothing says that they were sent.", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written.", shown.Errors, StringComparison.Ordinal);
        Assert.Equal(1, (await Accept(Folder)).Code);
        (await Accept(Folder, "--reason", Why)).IsGood("Accepted, and recorded as rows.accepted.");
        (await Verified()).IsGood("all as signed, and as in the store");
        (await Accept(Folder)).IsGood("Nothing is missing.");
    }

    [Fact]
    public async Task What_it_cannot_do_it_says_and_does_not()
    {
        TwoDays.Sql(Folder, "DELETE FROM submission");
        (await Accept(Folder, "--reason", "short")).Finds("--reason has 8 to 200 characters, in one line, and names no customer. Say why.");
        var nowhere = Path.Combine(Folder, "nowhere");
        (await Accept(nowhere, "--reason", Why)).Finds("There is no data in ");
        Assert.False(Directory.Exists(nowhere));
        await using (var node = await BankNode.Start(Folder))
        {
            var beside = await Accept(Folder, "--reason", Why);
            Assert.Equal(1, beside.Code);
            Assert.DoesNotContain("   at ", beside.Errors, StringComparison.Ordinal);
            await node.Stop();
        }
        Assert.Equal(1, (await Verified()).Code);
    }
}
