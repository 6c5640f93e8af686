using System.Buffers.Text;
using System.Collections.Concurrent;
using Tidings.Simulator;

namespace Tidings.Cli.Bench.Verify;

/// <summary>Reads the codes off the texts as they reach the carrier.</summary>
internal sealed class CodeWatch : ISubmitObserver
{
    const int Length = 6;
    readonly ConcurrentDictionary<ulong, TaskCompletionSource<(string Code, long At)>> _awaited = new();

    /// <summary>The next code that goes to this number, and when it arrived.</summary>
    public Task<(string Code, long At)> Next(ulong number) =>
        (_awaited[number] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Accepted(in AcceptedSubmit submit)
    {
        var at = TimeProvider.System.GetTimestamp();
        if (Utf8Parser.TryParse(submit.Destination, out ulong number, out _) && _awaited.TryRemove(number, out var awaited)
            && submit.Message.IndexOf(": "u8) is >= 0 and var colon && submit.Message.Length >= colon + 2 + Length)
            awaited.TrySetResult((System.Text.Encoding.ASCII.GetString(submit.Message.Slice(colon + 2, Length)), at));
    }
}
