using Tidings.Core.Customers;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Server.Verify.SimSwaps;

/// <summary>
/// Asks about a number before its verification is decided. Where there is none, since nobody is known, whether there is an answer is as it was the last time, and it takes as long as one of the last that went like that:
/// while an operator is away who exists is not told either, nor by the time.
/// </summary>
internal sealed class SwapQuestion(ISimSwap swaps, TimeProvider time)
{
    const int Kept = 256;

    readonly (TimeSpan Took, bool Answered)[] _last = new (TimeSpan, bool)[Kept];
    readonly Lock _lock = new();
    long _count;

    /// <param name="number">Null: there is none.</param>
    public async ValueTask<SwapAnswer> Ask(Purpose purpose, Msisdn? number, CancellationToken cancel)
    {
        if (purpose.SimSwap is not { } rule)
            return SwapAnswer.NotAsked;
        if (number is not { } asked)
        {
            var (took, answered) = AsBefore();
            if (took > TimeSpan.Zero)
                await Task.Delay(took, time, cancel);
            return answered ? SwapAnswer.NotSwapped : SwapAnswer.Unknown;
        }
        var began = time.GetTimestamp();
        var answer = await swaps.Ask(asked, rule.Within, cancel);
        lock (_lock)
            _last[_count++ % Kept] = (time.GetElapsedTime(began), answer is SwapAnswer.Swapped or SwapAnswer.NotSwapped);
        return answer;
    }

    (TimeSpan Took, bool Answered) AsBefore()
    {
        lock (_lock)
        {
            if (_count == 0)
                return (TimeSpan.Zero, swaps is not NoSimSwap);
            var newest = _last[(_count - 1) % Kept];
            // One like it, drawn from where it may be: always the newest's time would be known again.
            for (var tries = 0; tries < Kept; tries++)
                if (_last[Random.Shared.Next((int)Math.Min(_count, Kept))] is var one && one.Answered == newest.Answered)
                    return one;
            return newest;
        }
    }
}
