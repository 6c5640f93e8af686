using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Events;
using Tidings.Server.Intake;
using Tidings.Server.Intake.Files;

namespace Tidings.Server.Tests.Intake;

public sealed class When_a_camt_file_is_posted
{
    [Fact]
    public async Task Its_entries_are_accepted_in_order_and_again_they_are_duplicates()
    {
        await using var host = await IntakeHost.Start();
        var report = (await host.Post("/v1/files", "application/xml", CamtSample.Of(1201))).Json;
        Assert.Equal((true, "camt.054.001.08", 1201, 1201, 0), Counts(report));
        Assert.Equal(Enumerable.Range(1, 1201).Select(i => i + 0.5m), host.Router.Taken.Select(e => e.Amount!.Value.Amount));
        Assert.Equal(600 * 601 + 600 * 0.5m, report.GetProperty("credits").GetProperty("EUR").GetDecimal());
        Assert.Equal((true, "camt.054.001.08", 1201, 0, 1201), Counts((await host.Post("/v1/files", "application/octet-stream", CamtSample.Of(1201))).Json));
    }

    static (bool, string?, int, int, int) Counts(JsonElement report) =>
        (report.GetProperty("complete").GetBoolean(), report.GetProperty("message").GetString(), report.GetProperty("entries").GetInt32(), report.GetProperty("accepted").GetInt32(), report.GetProperty("duplicates").GetInt32());

    [Fact]
    public async Task A_wrong_entry_is_refused_alone_and_what_is_no_booking_is_skipped()
    {
        await using var host = await IntakeHost.Start();
        var file = CamtSample.Head + CamtSample.Entry(1) + CamtSample.Entry(2, amount: "") + CamtSample.Entry(3, "INFO") + CamtSample.Entry(4, "PDNG") + CamtSample.Tail;
        var report = (await host.Post("/v1/files", "application/xml", file)).Json;
        Assert.Equal((4, 1, 1, 2), (report.GetProperty("entries").GetInt32(), report.GetProperty("refusedEntries").GetInt32(), report.GetProperty("skipped").GetInt32(), report.GetProperty("accepted").GetInt32()));
        Assert.Equal((2, "Ntfctn[1]/Ntry[2]/Amt", "missing"), Error(report));
        Assert.Equal([false, true], host.Router.Taken.Select(e => e.Pending));
    }

    static (int, string?, string?) Error(JsonElement report)
    {
        var error = Assert.Single(report.GetProperty("errors").EnumerateArray());
        return (error.GetProperty("at").GetInt32(), error.GetProperty("field").GetString(), error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_entry_that_makes_us_stumble_is_refused_alone()
    {
        await using var host = await IntakeHost.Start();
        // Without a zone a date that has no distance from UTC cannot be told; the others can.
        var run = new FileRun(host.Services.GetRequiredService<EventPump>(), new() { Source = "/f", Zone = null!, Received = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero) }, Reach.Live, host.Services.GetRequiredService<ILogger<FileRun>>());
        var zoned = CamtSample.Entry(1).Replace("<Dt>2026-11-20</Dt>", "<DtTm>2026-11-20T10:00:00Z</DtTm>", StringComparison.Ordinal);
        var report = await run.Run(new MemoryStream(Encoding.UTF8.GetBytes(CamtSample.Head + zoned + CamtSample.Entry(2) + zoned + CamtSample.Tail)), TestContext.Current.CancellationToken);
        Assert.Equal((true, 2L, 1L, 2L), (report.Complete, report.Accepted, report.RefusedEntries, Assert.Single(report.Errors).At));
        Assert.Contains("1115", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_says_why_what_was_skipped_and_what_was_odd()
    {
        await using var host = await IntakeHost.Start();
        var zero = CamtSample.Entry(3, amount: "<Amt Ccy=\"EUR\">0</Amt>");
        var odd = CamtSample.Entry(4).Replace("2026-11-20", "20.11.2026", StringComparison.Ordinal);
        var head = CamtSample.Head + "<TxsSummry><TtlNtries><NbOfNtries>9</NbOfNtries></TtlNtries></TxsSummry>";
        var report = (await host.Post("/v1/files", "application/xml", head + CamtSample.Entry(1, "INFO") + CamtSample.Entry(2, "INFO") + zero + odd + CamtSample.Tail)).Json;
        Assert.Equal("""{"information":2,"zero":1}""", report.GetProperty("skippedBy").GetRawText());
        Assert.Equal([(4, "Ntfctn[1]/Ntry[4]/BookgDt", "format"), (0, "Ntfctn[1]/TxsSummry", "contradicts")],
            report.GetProperty("firstNotes").EnumerateArray().Select(n => (n.GetProperty("at").GetInt32(), n.GetProperty("field").GetString()!, n.GetProperty("code").GetString()!)));
        Assert.Equal(2, report.GetProperty("notes").GetInt32());
        Assert.DoesNotContain("20.11.2026", report.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0, 3), InlineData(true, 3, 0)]
    public async Task What_the_bank_marks_as_a_copy_is_told_only_if_it_wants_that(bool tell, int accepted, int skipped)
    {
        await using var host = await IntakeHost.Start(o => o.TellCopies = tell);
        var report = (await host.Post("/v1/files", "application/xml", CamtSample.Of(3).Replace("<Acct>", "<CpyDplctInd>DUPL</CpyDplctInd><Acct>", StringComparison.Ordinal))).Json;
        Assert.Equal((accepted, skipped), (report.GetProperty("accepted").GetInt32(), report.GetProperty("skipped").GetInt32()));
    }

    [Fact]
    public async Task A_booking_more_than_a_day_ahead_is_refused_alone()
    {
        await using var host = await IntakeHost.Start();
        var report = (await host.Post("/v1/files", "application/xml", CamtSample.Head + CamtSample.Entry(1) + CamtSample.Entry(2).Replace("2026-", "2199-", StringComparison.Ordinal) + CamtSample.Tail)).Json;
        Assert.Equal((1, 1), (report.GetProperty("accepted").GetInt32(), report.GetProperty("refusedEntries").GetInt32()));
        Assert.Equal((2, "Ntfctn[1]/Ntry[2]/BookgDt", "range"), Error(report));
    }

    [Fact]
    public async Task More_files_at_once_than_the_bound_are_told_to_come_again()
    {
        await using var host = await IntakeHost.Start(o => o.MaxFilesInFlight = 2);
        host.Router.Held = new();
        var first = host.Post("/v1/files", "application/xml", CamtSample.Of(1));
        var second = host.Post("/v1/customers/import", "text/csv", "id,name\n1,A\n");
        var gate = host.Services.GetRequiredService<IntakeGate>();
        while (gate.FilesInFlight < 2)
            await Task.Yield();
        var third = await host.Post("/v1/files", "application/xml", CamtSample.Of(1));
        Assert.Equal((429, "too-many-requests"), (third.Status, third.Code));
        Assert.NotNull(third.Headers.RetryAfter);
        host.Router.Held.SetResult();
        Assert.Equal([200, 200], (await Task.WhenAll(first, second)).Select(a => a.Status));
        Assert.Equal(0, gate.FilesInFlight);
    }

    [Fact]
    public async Task What_the_partitions_refuse_is_told_by_entry()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = e => e.Amount!.Value.Amount == 2.5m ? EventOutcome.Refused(new FieldError("data.account", "unknown-account", "w", "f")) : null;
        Assert.Equal((2, "data.account", "unknown-account"), Error((await host.Post("/v1/files", "application/xml", CamtSample.Of(3))).Json));
    }

    [Theory]
    [InlineData("<x/>", 0), InlineData("not xml", 0), InlineData("", 0), InlineData("""<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>""", 0)]
    public async Task What_is_no_camt_file_is_a_problem(string file, int accepted)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Post("/v1/files", "application/xml", file);
        Assert.Equal((400, "invalid-file", accepted), (answer.Status, answer.Code, answer.Json.GetProperty("report").GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public async Task A_file_that_breaks_off_says_how_far_it_came_and_completes_when_it_is_sent_whole()
    {
        await using var host = await IntakeHost.Start();
        var whole = CamtSample.Of(10);
        var cut = await host.Post("/v1/files", "application/xml", whole[..^200]);
        var accepted = cut.Json.GetProperty("report").GetProperty("accepted").GetInt32();
        Assert.Equal((400, "invalid-file"), (cut.Status, cut.Code));
        Assert.InRange(accepted, 1, 9);
        Assert.Equal((true, "camt.054.001.08", 10, 10 - accepted, accepted), Counts((await host.Post("/v1/files", "application/xml", whole)).Json));
    }

    [Theory]
    [InlineData("/v1/files?as=line", null, 400), InlineData("/v1/files?x=1", null, 400), InlineData("/v1/files", "multipart/form-data; boundary=x", 415), InlineData("/v1/files?as=transaction", null, 200)]
    public async Task What_a_request_may_say_is_bounded(string path, string? contentType, int status)
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal(status, (await host.Post(path, contentType, System.Text.Encoding.UTF8.GetBytes(CamtSample.Of(1)))).Status);
    }

    [Theory]
    [InlineData(2048, 200), InlineData(2047, 413)]
    public async Task A_file_as_long_as_allowed_passes_and_one_byte_more_does_not(int most, int status)
    {
        await using var host = await IntakeHost.Start(o => o.MaxFileBytes = most);
        var file = (CamtSample.Head + CamtSample.Entry(1) + CamtSample.Tail).PadRight(2048);
        Assert.Equal(status, (await host.Post("/v1/files", "application/xml", file)).Status);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/v1/files") { Content = new StreamContent(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.PadRight(4096)))) };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal("body-too-large", (await host.Send(chunked)).Code);
    }

    [Fact]
    public async Task Busy_partitions_are_waited_for_and_after_a_while_the_caller_is_told()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.FromSeconds(20) };
        await using var host = await IntakeHost.Start(services: s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(s, clock));
        host.Router.Answer = _ => EventOutcome.Busy;
        var waiting = host.Post("/v1/files", "application/xml", CamtSample.Of(3));
        while (!waiting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }
        var answer = await waiting;
        Assert.Equal((503, "busy", false), (answer.Status, answer.Code, answer.Json.GetProperty("report").GetProperty("complete").GetBoolean()));
    }
}
