using Tidings.Core.Customers;
using Tidings.Core.Verify.Guards;

namespace Tidings.Server.Verify.SimSwaps;

/// <summary>Whoever can tell when the SIM card of a number was swapped. Safe for many threads.</summary>
internal interface ISimSwap
{
    /// <summary>Whether it was within a time. Never throws but for <paramref name="cancel"/>: who cannot be asked says <see cref="SwapAnswer.Unknown"/>.</summary>
    ValueTask<SwapAnswer> Ask(Msisdn number, TimeSpan within, CancellationToken cancel);
}

/// <summary>Nobody is configured.</summary>
internal sealed class NoSimSwap : ISimSwap
{
    public ValueTask<SwapAnswer> Ask(Msisdn number, TimeSpan within, CancellationToken cancel) => ValueTask.FromResult(SwapAnswer.Unknown);
}
