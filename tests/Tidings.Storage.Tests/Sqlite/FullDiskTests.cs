using System.Diagnostics;
using Tidings.Storage.Tests.Crash;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>The write itself fails, not only the growth of the data file: the log meets the kernel's limit on the size of a file.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    const string NoLongerFiles = "trap '' XFSZ; ulimit -S -f 600";

    readonly SqliteRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_write_that_fails_loses_nothing_acknowledged_and_the_store_goes_on_when_there_is_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "Needs Linux and prlimit.");
        using var child = new ChildProcess(rig.Backend, rig.CrashTarget, NoLongerFiles);
        Assert.False(await child.ReadAcks(1_000_000));
        Assert.True(child.Acknowledged.Sum() > 0);
        using (var raise = Process.Start("/usr/bin/prlimit", ["--fsize=unlimited", "--pid", $"{child.Id}"]))
            await raise.WaitForExitAsync(TestContext.Current.CancellationToken);
        await child.GoOn();
        // Others of the four may still say that they met the limit; then all go on.
        for (var more = 0; more < 200;)
            if (await child.ReadAcks(1))
                more++;
        await child.Kill();
        await using var store = await rig.Open();
        await UnitCheck.Whole(store, child.Acknowledged);
    }
}
