using System.Collections.Concurrent;

namespace Tidings.Cli.Bench.Verify;

/// <summary>Who waits for which code.</summary>
internal sealed class CodeWatch
{
    readonly ConcurrentDictionary<ulong, TaskCompletionSource<(string Code, long At)>> _awaited = new();

    /// <summary>The next code that goes to this number, and when it reached the carrier.</summary>
    public Task<(string Code, long At)> Next(ulong number) =>
        (_awaited[number] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A line that the carrier wrote. False: it tells no code.</summary>
    public bool Take(string line)
    {
        if (!CodeLines.TryRead(line, out var read))
            return false;
        if (_awaited.TryRemove(read.Number, out var awaited))
            awaited.TrySetResult((read.Code, read.At));
        return true;
    }
}
