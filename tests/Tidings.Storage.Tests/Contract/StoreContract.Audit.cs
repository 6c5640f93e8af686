using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Tests.Crash;

namespace Tidings.Storage.Tests.Contract;

/// <summary>The audit log's entries stand in the order of the commits, with the facts they speak of, and without a gap.</summary>
public abstract partial class StoreContract
{
    internal static AuditEntries Said(params string[] words)
    {
        var body = new List<byte>();
        foreach (var word in words)
            body.AddRange([(byte)(word.Length >> 8), (byte)word.Length, .. Encoding.ASCII.GetBytes(word)]);
        return new(words.Length, body.ToArray());
    }

    async Task<string[]> Log(long from = 0)
    {
        var words = new List<string>();
        var next = -1L;
        await foreach (var row in Store.ReadAudit(from, Cancel))
        {
            Assert.True(next < 0 || row.First == next, $"Row {row.First} after {next}.");
            next = row.First + row.Count;
            var rest = row.Body;
            var count = 0;
            for (; !rest.IsEmpty; count++)
            {
                var length = (rest.Span[0] << 8) | rest.Span[1];
                words.Add(Encoding.ASCII.GetString(rest.Span.Slice(2, length)));
                rest = rest[(2 + length)..];
            }
            Assert.Equal(row.Count, count);
        }
        return [.. words];
    }

    [Fact]
    public async Task Audit_entries_stand_in_the_order_of_the_commits_and_go_on_after_reopening()
    {
        await Committed(new() { Audit = Said("a", "b") });
        await Committed(new() { Audit = Said("c") });
        await Reopen();
        await Committed(new() { Audit = Said("d") });
        Assert.Equal(["a", "b", "c", "d"], await Log());
        Assert.Equal(4, await Store.ReadAuditSize(Cancel));
    }

    [Fact]
    public async Task Audit_entries_are_read_from_the_row_that_holds_the_first()
    {
        await Committed(new() { Audit = Said("a", "b") });
        await Committed(new() { Audit = Said("c", "d") });
        Assert.Equal(["c", "d"], await Log(3));
        Assert.Equal(["a", "b", "c", "d"], await Log(1));
        Assert.Empty(await Log(4));
    }

    [Fact]
    public async Task An_empty_log_has_no_entries()
    {
        Assert.Empty(await Log());
        Assert.Equal(0, await Store.ReadAuditSize(Cancel));
    }

    [Fact]
    public async Task Audit_rows_below_the_logs_beginning_are_gone_and_the_one_that_reaches_over_it_stays()
    {
        await Committed(new() { Audit = Said("a", "b") });
        await Committed(new() { Audit = Said("c", "d") });
        await Committed(new() { Audit = Said("e"), AuditLow = 3 });
        await Reopen();
        Assert.Equal(["c", "d", "e"], await Log());
        Assert.Equal(["c", "d", "e"], await Log(1));
        await Committed(new() { AuditLow = 1 });
        Assert.Equal(["c", "d", "e"], await Log());
        await Committed(new() { AuditLow = 4 });
        Assert.Equal(["e"], await Log());
        Assert.Equal(5, await Store.ReadAuditSize(Cancel));
    }

    [Fact]
    public async Task The_newest_audit_row_stays_whatever_is_said_to_go_and_the_next_is_numbered_after_it()
    {
        await Committed(new() { Audit = Said("a") });
        await Committed(new() { Audit = Said("b", "c") });
        await Committed(new() { AuditLow = long.MaxValue });
        await Reopen();
        Assert.Equal(3, await Store.ReadAuditSize(Cancel));
        await Committed(new() { Audit = Said("d") });
        Assert.Equal(["b", "c", "d"], await Log());
        await foreach (var row in Store.ReadAudit(3, Cancel))
            Assert.Equal(3, row.First);
    }

    [Fact]
    public async Task Audit_entries_of_units_in_one_transaction_keep_the_order_of_the_units()
    {
        await Together([.. Enumerable.Range(0, 20).Select(i => new CommitUnit { Audit = Said($"{i}") })]);
        Assert.Equal(1, TransactionsOfTogether);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), await Log());
    }

    [Fact]
    public async Task Units_that_are_fenced_or_in_conflict_leave_no_audit_entries_and_no_gap()
    {
        var mine = await Own(0);
        await Committed(Sample.Journal(mine, Sample.Row(Sample.Id(5))));
        var answers = await Together(
            new() { Audit = Said("a") },
            new() { Fences = [mine with { Epoch = mine.Epoch - 1 }], Audit = Said("fenced") },
            new() { Fences = [mine], Journal = [Sample.Row(Sample.Id(5))], Audit = Said("conflict") },
            new() { Audit = Said("b") });
        Assert.Equal(CommitOutcome.Fenced, await answers[1]);
        await Assert.ThrowsAsync<StoreConflictException>(() => answers[2]);
        await Committed(new() { Audit = Said("c") });
        Assert.Equal(["a", "b", "c"], await Log());
    }

    [Fact]
    public async Task Audit_entries_that_are_not_as_many_as_they_say_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Commit(new() { Audit = Said("a", "b") with { Count = 1 } }));
        await Committed(new() { Audit = Said("c") });
        Assert.Equal(["c"], await Log());
    }

    [Fact]
    public async Task Audit_entries_are_there_with_their_facts_after_a_kill_and_only_then()
    {
        await Store.DisposeAsync();
        using (var child = new ChildProcess(Rig.Backend, Rig.CrashTarget))
        {
            Assert.True(await child.ReadAcks(60));
            await child.Kill();
        }
        Store = await Rig.Open();
        var said = await Log();
        Assert.Equal(said.Length, said.Distinct().Count());
        var ids = await JournalIds();
        Assert.Equal(ids.Select(id => $"{id}").Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }
}
