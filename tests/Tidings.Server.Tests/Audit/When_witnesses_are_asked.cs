using System.Net;
using System.Net.Sockets;
using Tidings.Security.Audit.Notes;

namespace Tidings.Server.Tests.Audit;

public sealed class When_witnesses_are_asked
{
    // A cosignature that does not come would keep the test waiting: it ends then.
    const int GiveUp = 60_000;

    static long SizeOf(SignedNote note) => Checkpoint.Parse(note.Text)!.Size;

    [Fact(Timeout = GiveUp)]
    public async Task Their_cosignature_comes_under_the_checkpoint_and_under_each_later_one()
    {
        await using var witness = await WitnessServer.Start();
        await using var log = await BuiltLog.Start(witness.Setting);
        witness.Knows(log.Builder.Key!);
        foreach (var size in (int[])[1, 2])
        {
            await log.Happens();
            await log.Builder.Checkpoint(TestContext.Current.CancellationToken);
            await BuiltLog.Until(() => log.Note!.IsSignedBy(witness.Key), TestContext.Current.CancellationToken);
            Assert.True(log.Note!.IsSignedBy(log.Builder.Key!));
            Assert.Equal(size, log.Signed);
        }
    }

    [Fact(Timeout = GiveUp)]
    public async Task One_that_never_answers_keeps_no_checkpoint_waiting()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var key = NoteSigner.Create("regulator.example/silent", SignatureKind.Ed25519Cosignature);
        await using var log = await BuiltLog.Start($"http://{silent.LocalEndpoint} {key.Verifier}");
        await log.Happens();
        var first = log.Builder.Checkpoint(TestContext.Current.CancellationToken);
        using var asked = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await asked.GetStream().ReadAsync(new byte[64 * 1024], TestContext.Current.CancellationToken));
        Assert.Equal(1, SizeOf((await first)!));
        await log.Happens();
        Assert.Equal(2, SizeOf((await log.Builder.Checkpoint(TestContext.Current.CancellationToken))!));
        // It is still being waited for: the checkpoints did not come because the patience had ended.
        Assert.False(asked.Client.Poll(0, SelectMode.SelectRead) && asked.Client.Available == 0);
    }

    [Fact(Timeout = GiveUp)]
    public async Task One_that_is_dead_and_one_that_refuses_do_not_keep_the_third_from_cosigning()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var dead = nobody.LocalEndpoint;
        nobody.Stop();
        using var key = NoteSigner.Create("regulator.example/dead", SignatureKind.Ed25519Cosignature);
        await using var refuses = await WitnessServer.Start();
        await using var third = await WitnessServer.Start();
        await using var log = await BuiltLog.Start($"http://{dead} {key.Verifier}; {refuses.Setting}; {third.Setting}");
        third.Knows(log.Builder.Key!);
        await log.Happens();
        await log.Builder.Checkpoint(TestContext.Current.CancellationToken);
        await BuiltLog.Until(() => log.Note!.IsSignedBy(third.Key), TestContext.Current.CancellationToken);
        await BuiltLog.Until(() => refuses.AskedFor == 1, TestContext.Current.CancellationToken);
        Assert.False(log.Note!.IsSignedBy(refuses.Key));
        Assert.Null(log.Builder.Halted);
    }

    [Fact(Timeout = GiveUp)]
    public async Task An_answer_that_comes_late_is_not_put_under_a_newer_checkpoint_and_that_one_gets_its_own()
    {
        await using var witness = await WitnessServer.Start();
        await using var log = await BuiltLog.Start(witness.Setting);
        witness.Knows(log.Builder.Key!);
        var held = witness.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await log.Happens();
        await log.Builder.Checkpoint(TestContext.Current.CancellationToken);
        await BuiltLog.Until(() => witness.AskedFor == 1, TestContext.Current.CancellationToken);
        await log.Happens();
        var newer = (await log.Builder.Checkpoint(TestContext.Current.CancellationToken))!;
        witness.Held = null;
        held.SetResult();
        await BuiltLog.Until(() => log.Note!.Signatures.Count > 1, TestContext.Current.CancellationToken);
        Assert.Equal(newer.Text, log.Note!.Text);
        Assert.True(log.Note!.IsSignedBy(witness.Key));
    }

    [Fact(Timeout = GiveUp)]
    public async Task One_that_points_elsewhere_is_not_followed()
    {
        await using var witness = await WitnessServer.Start();
        await using var log = await BuiltLog.Start(witness.Setting);
        witness.Knows(log.Builder.Key!);
        witness.Moved = true;
        await log.Happens();
        await log.Builder.Checkpoint(TestContext.Current.CancellationToken);
        await BuiltLog.Until(() => witness.Redirects > 0, TestContext.Current.CancellationToken);
        witness.Moved = false;
        log.Time.Advance(TimeSpan.FromMinutes(1));
        await BuiltLog.Until(() => log.Note!.IsSignedBy(witness.Key), TestContext.Current.CancellationToken);
        Assert.False(witness.Followed);
    }

    [Fact(Timeout = GiveUp)]
    public async Task One_that_was_away_is_asked_again_a_while_later_though_nothing_is_new()
    {
        await using var witness = await WitnessServer.Start();
        await using var log = await BuiltLog.Start(witness.Setting);
        await log.Happens();
        await log.Builder.Checkpoint(TestContext.Current.CancellationToken);
        await BuiltLog.Until(() => witness.AskedFor == 1, TestContext.Current.CancellationToken);
        witness.Knows(log.Builder.Key!);
        log.Time.Advance(TimeSpan.FromMinutes(1));
        await BuiltLog.Until(() => log.Note!.IsSignedBy(witness.Key), TestContext.Current.CancellationToken);
        Assert.Equal(1, log.Signed);
    }
}
