using Tidings.Core.Customers;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Server.Verify.SimSwaps;

/// <summary>
/// Asks about a number before its verification is decided. Where there is none, since nobody is known, the answer takes as long as one of the last questions took: who exists is not told by the time either.
/// </summary>
internal sealed class SwapQuestion(ISimSwap swaps, TimeProvider time)
{
    const int Kept = 256;

    readonly TimeSpan[] _took = new TimeSpan[Kept];
    readonly Lock _lock = new();
    long _count;

    /// <param name="number">Null: there is none.</param>
    public async ValueTask<SwapAnswer> Ask(Purpose purpose, Msisdn? number, CancellationToken cancel)
    {
        if (purpose.SimSwap is not { } rule)
            return SwapAnswer.NotAsked;
        if (number is not { } asked)
        {
            if (AsBefore() is var took && took > TimeSpan.Zero)
                await Task.Delay(took, time, cancel);
            return SwapAnswer.NotSwapped;
        }
        var began = time.GetTimestamp();
        var answer = await swaps.Ask(asked, rule.Within, cancel);
        lock (_lock)
            _took[_count++ % Kept] = time.GetElapsedTime(began);
        return answer;
    }

    TimeSpan AsBefore()
    {
        lock (_lock)
            return _count == 0 ? TimeSpan.Zero : _took[Random.Shared.Next((int)Math.Min(_count, Kept))];
    }
}
