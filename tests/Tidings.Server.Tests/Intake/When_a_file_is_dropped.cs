using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Server.Intake.Files;

namespace Tidings.Server.Tests.Intake;

public sealed class When_a_file_is_dropped : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("tidings-drop").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The timer stands still; the tests look themselves.
    Task<IntakeHost> Start() => IntakeHost.Start(o => (o.DropFolder, o.DropFolderSeconds) = (_folder, 3600));

    static async Task Look(IntakeHost host, int times = 2)
    {
        var folder = host.Services.GetServices<IHostedService>().OfType<DropFolder>().Single();
        for (var i = 0; i < times; i++)
            await folder.Sweep(TestContext.Current.CancellationToken);
    }

    string Lay(string name, string text)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "incoming")).FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    string[] In(string name) => Directory.Exists(Path.Combine(_folder, name)) ? [.. Directory.GetFiles(Path.Combine(_folder, name)).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    JsonElement Report(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, name))).RootElement;

    [Fact]
    public async Task It_is_taken_when_two_looks_saw_it_the_same_and_moved_with_its_report()
    {
        await using var host = await Start();
        Lay("a.xml", CamtSample.Of(3));
        await Look(host, 1);
        Assert.Empty(host.Router.Taken);
        await Look(host, 1);
        Assert.Equal(3, host.Router.Taken.Count);
        Assert.Empty(In("incoming"));
        Assert.Equal(["a.xml", "a.xml.report.json"], In("done"));
        Assert.Equal(3, Report("done/a.xml.report.json").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task So_many_are_taken_on_at_a_look_the_first_by_name()
    {
        await using var host = await IntakeHost.Start(o => (o.DropFolder, o.DropFolderSeconds, o.DropFolderFiles) = (_folder, 3600, 2));
        foreach (var name in (ReadOnlySpan<string>)["d.xml", "b.xml", "c.xml", "a.xml", "0.tmp"])
            Lay(name, CamtSample.Of(1).Replace("M-1", name, StringComparison.Ordinal));
        await Look(host);
        Assert.Equal(["a.xml", "b.xml"], In("done").Where(static name => name.EndsWith("xml", StringComparison.Ordinal)));
        await Look(host);
        Assert.Equal(["0.tmp"], In("incoming"));
    }

    [Fact]
    public async Task One_that_is_too_large_is_not_read_and_those_behind_it_are()
    {
        await using var host = await IntakeHost.Start(o => (o.DropFolder, o.DropFolderSeconds, o.MaxFileBytes) = (_folder, 3600, 4096));
        Lay("a.xml", CamtSample.Of(50));
        Lay("b.xml", CamtSample.Of(1));
        await Look(host);
        Assert.Single(host.Router.Taken);
        Assert.Equal(["a.xml", "a.xml.report.json"], In("failed"));
        Assert.Equal("limit", Report("failed/a.xml.report.json").GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task While_it_grows_it_is_left_alone()
    {
        await using var host = await Start();
        var whole = CamtSample.Of(3);
        var path = Lay("a.xml", whole[..500]);
        await Look(host, 1);
        await File.WriteAllTextAsync(path, whole, TestContext.Current.CancellationToken);
        await Look(host, 1);
        Assert.Empty(host.Router.Taken);
        await Look(host, 1);
        Assert.Equal(3, host.Router.Taken.Count);
    }

    [Theory]
    [InlineData("a.xml.tmp"), InlineData("a.part"), InlineData(".a.xml"), InlineData("a.xml.filepart"), InlineData("a.xml.report.json")]
    public async Task Under_the_name_of_an_unfinished_file_it_waits(string name)
    {
        await using var host = await Start();
        var path = Lay(name, CamtSample.Of(1));
        await Look(host, 3);
        Assert.Empty(host.Router.Taken);
        File.Move(path, Path.Combine(_folder, "incoming", "whole.xml"));
        await Look(host);
        Assert.Single(host.Router.Taken);
    }

    [Fact]
    public async Task Broken_it_fails_with_its_report_and_stops_no_other()
    {
        await using var host = await Start();
        Lay("a.xml", "no camt");
        Lay("b.xml", CamtSample.Of(1));
        await Look(host);
        Assert.Equal(["a.xml", "a.xml.report.json"], In("failed"));
        Assert.False(Report("failed/a.xml.report.json").GetProperty("complete").GetBoolean());
        Assert.Equal(["b.xml", "b.xml.report.json"], In("done"));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00", "Europe/Istanbul"), InlineData("9999-12-31T23:59:59", "America/New_York")]
    public async Task A_date_out_of_all_years_costs_the_node_nothing(string date, string zone)
    {
        await using var host = await IntakeHost.Start(o => (o.DropFolder, o.DropFolderSeconds, o.DefaultTimeZone) = (_folder, 3600, zone));
        Lay("a.xml", CamtSample.Of(3).Replace("<Dt>2026-11-20</Dt>", $"<DtTm>{date}</DtTm>", StringComparison.Ordinal));
        await Look(host);
        Assert.Equal(["a.xml", "a.xml.report.json"], In("done"));
        Assert.Equal(3, host.Router.Taken.Count);
    }

    [Fact]
    public async Task What_cannot_be_processed_fails_with_the_kind_of_failure_and_stops_no_other()
    {
        await using var host = await Start();
        Lay("a.xml", CamtSample.Of(2));
        Lay("b.xml", CamtSample.Of(3));
        var calls = 0;
        host.Router.Failure = () => ++calls == 1 ? new ArgumentOutOfRangeException("Zaphod") : null;
        await Look(host);
        Assert.Equal(["a.xml", "a.xml.report.json"], In("failed"));
        Assert.Equal(["b.xml", "b.xml.report.json"], In("done"));
        Assert.Contains(nameof(ArgumentOutOfRangeException), host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Zaphod", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_opened_waits_and_those_behind_it_are_taken()
    {
        await using var host = await Start();
        Lay("DE02120300000000202051.xml", CamtSample.Of(1));
        Lay("b.xml", CamtSample.Of(2));
        // Held by another handle as nobody may read it; permissions stop no administrator, who may run this.
        using (new FileStream(Path.Combine(_folder, "incoming", "DE02120300000000202051.xml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await Look(host);
        Assert.Equal(["b.xml", "b.xml.report.json"], In("done"));
        Assert.Contains("1112 File c4fd40a0 of", host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("DE02120300000000202051", host.Logs.All, StringComparison.Ordinal);
        await Look(host, 1);
        Assert.Empty(In("incoming"));
    }

    [Fact]
    public async Task Those_behind_one_that_still_grows_wait_for_it()
    {
        await using var host = await Start();
        var whole = CamtSample.Of(1);
        var growing = Lay("a.xml", whole[..200]);
        Lay("b.xml", CamtSample.Of(2));
        await Look(host, 1);
        await File.WriteAllTextAsync(growing, whole, TestContext.Current.CancellationToken);
        await Look(host, 1);
        Assert.Empty(host.Router.Taken);
        await Look(host, 1);
        Assert.Equal(["a.xml", "a.xml.report.json", "b.xml", "b.xml.report.json"], In("done"));
    }

    [Fact]
    public async Task When_the_store_is_gone_it_stays_and_is_taken_once_the_store_is_back()
    {
        await using var host = await Start();
        Lay("a.xml", CamtSample.Of(1201));
        var calls = 0;
        host.Router.Failure = () => ++calls == 2 ? new StoreUnavailableException("", new IOException()) : null;
        await Look(host);
        Assert.Equal(["a.xml"], In("incoming"));
        Assert.Equal(500, host.Router.Taken.Count);
        host.Router.Failure = () => null;
        await Look(host, 1);
        Assert.Equal(1201, host.Router.Taken.Count);
        Assert.Equal((701, 500), (Report("done/a.xml.report.json").GetProperty("accepted").GetInt32(), Report("done/a.xml.report.json").GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task What_a_crash_left_half_done_is_completed_by_the_next_process()
    {
        Lay("a.xml", CamtSample.Of(3));
        Directory.CreateDirectory(Path.Combine(_folder, "done"));
        // Died between the report and the move: the report is there, the file still in incoming.
        await File.WriteAllTextAsync(Path.Combine(_folder, "done", "a.xml.report.json"), "{}", TestContext.Current.CancellationToken);
        await using var host = await Start();
        await Look(host);
        Assert.Empty(In("incoming"));
        Assert.Equal(["a.xml.2", "a.xml.2.report.json", "a.xml.report.json"], In("done"));
    }

    [Fact]
    public async Task The_same_name_again_overwrites_nothing_and_the_same_entries_are_told_once()
    {
        await using var host = await Start();
        for (var i = 0; i < 2; i++)
        {
            Lay("a.xml", CamtSample.Of(2));
            await Look(host);
        }
        Assert.Equal(["a.xml", "a.xml.2", "a.xml.2.report.json", "a.xml.report.json"], In("done"));
        Assert.Equal(2, host.Router.Taken.Count);
        Assert.Equal(2, (await host.Post("/v1/files", "application/xml", CamtSample.Of(2))).Json.GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        await using var host = await Start();
        var outside = Path.Combine(_folder, "outside.xml");
        await File.WriteAllTextAsync(outside, CamtSample.Of(1), TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_folder, "incoming"));
        File.CreateSymbolicLink(Path.Combine(_folder, "incoming", "a.xml"), outside);
        await Look(host, 3);
        Assert.Empty(host.Router.Taken);
    }

    [Fact]
    public async Task Neither_its_name_nor_what_it_holds_is_logged()
    {
        await using var host = await Start();
        Lay("DE02120300000000202051.xml", CamtSample.Of(1));
        host.Router.Answer = _ => EventOutcome.Refused(new FieldError("data.account", "unknown-account", "w", "f"));
        await Look(host);
        Assert.Contains("1111", host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("DE02120300000000202051", host.Logs.All, StringComparison.Ordinal);
    }
}
