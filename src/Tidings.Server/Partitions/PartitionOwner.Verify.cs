using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Server.Partitions;

/// <summary>What verifications need beside what every event does: a time that does not go back, and to be read.</summary>
internal sealed partial class PartitionOwner
{
    readonly SteadyClock _clock;

    BankEvent Timed(BankEvent happened, DateTimeOffset now) =>
        happened.Verification is { } step ? happened with { Verification = step with { At = _clock.At(now) } }
        : happened.Begins is { } begins ? happened with { Begins = begins with { At = _clock.At(now) } } : happened;

    /// <summary>As it stands, durably. Null: there is none.</summary>
    /// <exception cref="StateUnreadableException">What is stored of him does not open, or this owner is at its end.</exception>
    public async ValueTask<Verification?> ReadVerification(string customer, ulong key)
    {
        // What is decided and not on the disk yet may be lost: nobody is told of it.
        foreach (var (_, commit, _) in _inFlight.ToArray())
            await commit.ContinueWith(static _ => { }, TaskScheduler.Current);
        while (!await _states.Load([customer]))
            ;
        if (Broken || _states.IsUnreadable(customer))
            throw new StateUnreadableException();
        return _states.Use(customer).State.FindVerification(key)?.SeenAt(_clock.At(_time.GetUtcNow()));
    }

    /// <summary>The outcome of a step of which nothing is journalled.</summary>
    static PartOutcome Idle(VerificationAnswer answer) => new(EventStatus.Accepted, default, 0, null) { Verification = answer };
}
