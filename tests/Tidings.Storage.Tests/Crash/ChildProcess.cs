using System.Diagnostics;
using System.Globalization;

namespace Tidings.Storage.Tests.Crash;

/// <summary>This executable once more, as the process that is killed; knows what it acknowledged.</summary>
internal sealed class ChildProcess : IDisposable
{
    readonly Process process;

    public ChildProcess(string backend, string target, string? shellPrefix = null)
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // Its executable pages would be mapped through a file of 2 GiB, which a limit on the size of files forbids.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        string[] arguments = [CrashChild.Verb, backend, target];
        start.FileName = self;
        if (shellPrefix is not null)
            (start.FileName, arguments) = ("/bin/sh", ["-c", shellPrefix + "; exec \"$0\" \"$@\"", self, .. arguments]);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
    }

    public int Id => process.Id;

    /// <summary>The last unit of each partition that was acknowledged.</summary>
    public long[] Acknowledged { get; } = new long[CrashChild.Partitions];

    /// <summary>Reads until so many more units are acknowledged, or the store is unavailable (false), or the child ends (an error).</summary>
    public async Task<bool> ReadAcks(int count)
    {
        while (count > 0)
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
            if (!Note(line))
                return false;
            count--;
        }
        return true;
    }

    bool Note(string line)
    {
        if (line.Split(' ') is not ["ack", var partition, var number])
            return false;
        Acknowledged[int.Parse(partition, CultureInfo.InvariantCulture)] = long.Parse(number, CultureInfo.InvariantCulture);
        return true;
    }

    public Task GoOn() => process.StandardInput.WriteLineAsync(string.Concat(Enumerable.Repeat("go\n", CrashChild.Partitions)));

    /// <summary>kill -9; then reads what it still said before.</summary>
    public async Task Kill()
    {
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.Count(letter => letter == ' ') == 2)
                Note(line);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
