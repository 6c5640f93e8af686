using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Security.Access;
using Tidings.Security.Sealing;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_values_are_sealed_anew
{
    static DocumentRow Act(string id) => new("act", id, 1, Noon, Encoding.UTF8.GetBytes("""{"a":1}"""));

    static async Task<SealedFolder> Filled(int rows = 1_200)
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit
        {
            Journal = [.. Enumerable.Range(0, rows).Select(static i => Row(i, "customer " + (i % 40)))],
            Profiles = [.. Enumerable.Range(0, 40).Select(static i => Profile("customer " + i))], Accounts = [new("A-1", new byte[] { 1 })], Documents = [Act("a")],
        });
        return folder;
    }

    /// <summary>The versions that stored values name.</summary>
    static async Task<string> Named(SealedFolder folder)
    {
        var found = new HashSet<uint>();
        await foreach (var row in folder.Store.Inner.ReadJournal(default, null, Cancel))
            found.Add(Sealer.VersionOf(row.Payload.Span));
        for (var partition = 0; partition < 8; partition++)
            foreach (var row in await folder.Store.Inner.ReadStoredProfiles(partition, "", 1_000, Cancel))
                found.Add(Sealer.VersionOf(row.State.Span));
        await foreach (var row in folder.Store.Inner.ReadAccounts(Cancel))
            found.Add(Sealer.VersionOf(row.Body.Span));
        found.UnionWith((await folder.Store.Inner.ReadDocuments("act", true, Cancel)).Select(static row => Sealer.VersionOf(row.Body.Span)));
        return string.Join(' ', found.Order());
    }

    [Fact]
    public async Task Every_value_is_under_the_newest_key_and_the_old_keys_are_destroyed_while_traffic_flows()
    {
        await using var folder = await Filled();
        var ended = false;
        var traffic = Task.Run(async () =>
        {
            var number = 5_000;
            for (; !Volatile.Read(ref ended); number++)
                await folder.Commit(new CommitUnit { Journal = [Row(number, "customer " + (number % 40))], Profiles = [Profile("customer " + (number % 40), "later")] });
            return number;
        }, Cancel);
        // 40 customers, an account, the documents, the decoys.
        Assert.Equal(42 + DecoySeed.Count, (await folder.Ring.RotateDataKeys(null, Cancel)).Rewrapped);
        var done = await folder.Store.Reencrypt(destroyOld: true, null, Cancel);
        Volatile.Write(ref ended, true);
        var last = await traffic;
        Assert.Equal("2", await Named(folder));
        Assert.Equal((0, 42 + DecoySeed.Count), (done.Refused, done.Retired));
        Assert.Empty(folder.Alarms);
        await folder.Reopen();
        Assert.Equal(1_200 + last - 5_000, (await folder.Journal()).Length);
        Assert.Equal(40, (await folder.Store.ReadProfiles(0, [.. Enumerable.Range(0, 40).Select(static i => "customer " + i)], Cancel)).Count);
        Assert.Single(await folder.Store.ReadDocuments("act", true, Cancel));
        Assert.Equal(42 + DecoySeed.Count, (await folder.Ring.Status(Cancel)).Destroyed);
    }

    [Fact]
    public async Task Cut_off_it_goes_on_where_it_was_and_everything_opens_meanwhile()
    {
        await using var folder = await Filled();
        await folder.Ring.RotateDataKeys(null, Cancel);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Store.Reencrypt(destroyOld: true, new Reports(progress =>
        {
            if (progress.Rewritten > 500)
                cut.Cancel();
        }), cut.Token));
        await folder.Reopen();
        Assert.True(await folder.Store.HasCutOffReencryption(Cancel));
        Assert.Equal("1 2", await Named(folder));
        Assert.Equal(1_200, (await folder.Journal()).Length);
        var done = await folder.Store.Reencrypt(destroyOld: true, null, Cancel);
        Assert.InRange(done.Rewritten, 1, 1_199);
        Assert.Equal("2", await Named(folder));
        Assert.False(await folder.Store.HasCutOffReencryption(Cancel));
        Assert.NotEqual(0, done.Retired);
        Assert.Equal(1_200, (await folder.Journal()).Length);
    }

    [Fact]
    public async Task Old_keys_stay_unless_it_is_asked_and_where_a_value_does_not_open()
    {
        await using var folder = await Filled(10);
        await folder.Ring.RotateDataKeys(null, Cancel);
        Assert.Equal(0, (await folder.Store.Reencrypt(destroyOld: false, null, Cancel)).Retired);
        folder.Refusals = new(folder.Time);
        await folder.Edit("UPDATE journal SET class = 1 WHERE event_key = 2");
        await folder.Ring.RotateDataKeys(null, Cancel);
        var done = await folder.Store.Reencrypt(destroyOld: true, null, Cancel);
        Assert.Equal((true, 0L), (done.Refused > 0, done.Retired));
        Assert.Equal("2 3", await Named(folder));
        Assert.NotNull(folder.Refusals.Seen);
    }

    static readonly byte[] Gone = "gone"u8.ToArray();

    /// <summary>A whole pass, on a thread of its own.</summary>
    static void SealAnew(SealedFolder folder) => Task.Run(() => folder.Store.Reencrypt(destroyOld: false, null, CancellationToken.None)).GetAwaiter().GetResult();

    [Fact]
    public async Task What_is_taken_out_of_a_row_in_the_moment_in_which_it_is_sealed_anew_is_gone_all_the_same()
    {
        await using var folder = await Filled(10);
        await folder.Ring.RotateDataKeys(null, Cancel);
        var looks = 0;
        var page = await folder.Store.RewritePayloads(default, new(long.MaxValue), 100, static _ => true, row =>
        {
            // Between the reading of the rows and the writing of what is to stand in their place.
            if (looks++ == 0)
                SealAnew(folder);
            return new(false, row.Payload.Span.SequenceEqual(Gone) ? default(ReadOnlyMemory<byte>?) : Gone);
        }, static upTo => [new SourceRow("test", 0, upTo.Value, 0)], Cancel);
        Assert.Equal((Id(9), false), (page.UpTo, page.More));
        Assert.All(await folder.Journal(), static row => Assert.Equal("gone", row.Text));
        Assert.Equal("2", await Named(folder));
        Assert.Equal(Id(9).Value, Assert.Single(await folder.Store.ReadSource("test", Cancel)).Offset);
        Assert.Empty(folder.Alarms);
    }

    [Fact]
    public async Task Rows_that_somebody_seals_anew_in_that_moment_are_said_to_be_left()
    {
        await using var folder = await Filled(10);
        await folder.Ring.RotateDataKeys(null, Cancel);
        var (looks, ids) = (0, Enumerable.Range(0, 10).Select(static i => Id(i)).ToArray());
        PayloadChange Take(JournalRow row)
        {
            if (looks++ == 0)
                SealAnew(folder);
            return new(false, row.Payload.Span.SequenceEqual(Gone) ? default(ReadOnlyMemory<byte>?) : Gone);
        }
        var (rows, left) = await folder.Store.RewritePayloads(ids, Take, Cancel);
        Assert.Equal((0, ids.Length), (rows.Count, left.Count));
        Assert.All(await folder.Journal(), static row => Assert.NotEqual("gone", row.Text));
        (rows, left) = await folder.Store.RewritePayloads(left, Take, Cancel);
        Assert.Equal((ids.Length, 0), (rows.Count, left.Count));
        Assert.All(await folder.Journal(), static row => Assert.Equal("gone", row.Text));
        // One that may not be changed yet is left as well; one that has nothing to change is done.
        Assert.Equal([Id(3)], (await folder.Store.RewritePayloads([Id(3), Id(4)], static row => new(row.Id == Id(3), null), Cancel)).Left);
    }

    [Fact]
    public async Task A_document_that_somebody_put_there_in_clear_is_not_sealed_for_him()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Store.Inner.Commit(new() { Documents = [Act("clear")] });
        var done = await folder.Store.Reencrypt(destroyOld: false, null, Cancel);
        Assert.Equal((0L, 1L), (done.Rewritten, done.Refused));
        Assert.False(DocumentSeals.IsSealed(Assert.Single(await folder.Store.Inner.ReadDocuments("act", true, Cancel)).Body.Span));
    }

    [Fact]
    public async Task A_copy_of_the_data_from_before_opens_no_more_once_old_keys_are_destroyed()
    {
        await using var folder = await Filled(10);
        await folder.Store.DisposeAsync();
        var data = Path.Combine(folder.Path, "tidings.db");
        var copy = await File.ReadAllBytesAsync(data, Cancel);
        await folder.Start();
        await folder.Ring.RotateDataKeys(null, Cancel);
        await folder.Store.Reencrypt(destroyOld: true, null, Cancel);
        Assert.Equal(10, (await folder.Journal()).Length);
        await folder.Store.DisposeAsync();
        await File.WriteAllBytesAsync(data, copy, Cancel);
        await folder.Start();
        Assert.Empty(await folder.Journal());
    }

    [Fact]
    public async Task Secrets_within_documents_open_after_old_keys_are_destroyed_whether_in_force_or_proposed()
    {
        await using var folder = await Filled(10);
        var secret = new byte[] { 1, 2, 3 };
        var (inForce, proposed, nobodys) = (await Secrets().Seal("wh1", secret, Cancel), await Secrets().Seal("wh2", secret, Cancel), await Secrets().Seal("wh3", secret, Cancel));
        var proposal = new Proposal { Id = "p1", Kind = "webhook", Subject = "wh2", From = 0, Body = proposed, By = "operator:ada", Behind = "operator:ada", At = Noon };
        await folder.Commit(new CommitUnit { Documents = [new("webhook", "wh1", 1, Noon, inForce), new(Proposal.DocumentKind, "p1", 1, Noon, proposal.ToBytes())] });
        await folder.Ring.RotateDataKeys(null, Cancel);
        Assert.NotEqual(0, (await folder.Store.Reencrypt(destroyOld: true, null, Cancel)).Retired);
        await folder.Reopen();
        Assert.Equal(secret, await Secrets().Open("wh1", inForce, Cancel));
        Assert.Equal(secret, await Secrets().Open("wh2", proposed, Cancel));
        // No document has it: its key went with the others.
        Assert.Null(await Secrets().Open("wh3", nobodys, Cancel));

        SealedSecrets Secrets() => new(folder.Ring);
    }

    [Fact]
    public async Task So_do_parts_of_texts_that_wait_under_their_customers_keys()
    {
        await using var folder = await Filled(10);
        var (waits, gone) = ((await Secrets().Seal("customer 1", "waits", new byte[] { 1, 2, 3 }, Cancel))!, (await Secrets().Seal("customer 2", "gone", new byte[] { 4 }, Cancel))!);
        await folder.Commit(new CommitUnit { Documents = [new(ReplyParts.Kind, "waits", 1, Noon, waits.ToBytes())] });
        await folder.Ring.RotateDataKeys(null, Cancel);
        Assert.NotEqual(0, (await folder.Store.Reencrypt(destroyOld: true, null, Cancel)).Retired);
        await folder.Reopen();
        Assert.Equal(new byte[] { 1, 2, 3 }, await Secrets().Open(waits, "waits", Cancel));
        // Whoever has a key and is not erased: what does not open under it is no loss to be passed over.
        await Assert.ThrowsAsync<SealRefusedException>(async () => await Secrets().Open(gone, "gone", Cancel));
        await Assert.ThrowsAsync<SealRefusedException>(async () => await Secrets().Open(waits, "elsewhere", Cancel));

        CustomerSecrets Secrets() => new(folder.Ring);
    }

    sealed class Reports(Action<ReencryptProgress> report) : IProgress<ReencryptProgress>
    {
        public void Report(ReencryptProgress value) => report(value);
    }
}
