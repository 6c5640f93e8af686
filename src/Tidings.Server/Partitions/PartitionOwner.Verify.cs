using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Server.Partitions;

/// <summary>What verifications need beside what every event does: a time that does not go back, and to be read.</summary>
internal sealed partial class PartitionOwner
{
    readonly SteadyClock _clock;

    BankEvent Timed(BankEvent happened, DateTimeOffset now) =>
        happened.Verification is { } step ? happened with { Verification = step with { At = _clock.At(now) } }
        : happened.Begins is { } begins ? happened with { Begins = begins with { At = _clock.At(now) } } : happened;

    /// <summary>As it stood when it was asked, once that is durable. Null: there is none.</summary>
    /// <param name="begun">What stands where the state has none of it. Null: nothing.</param>
    /// <exception cref="StateUnreadableException">What is stored of him does not open, or this owner is at its end.</exception>
    public async ValueTask<Verification?> ReadVerification(string customer, ulong key, Verification? begun = null)
    {
        while (!await _states.Load([customer]))
            ;
        if (Broken || _states.IsUnreadable(customer))
            throw new StateUnreadableException();
        var resident = _states.Use(customer);
        var (found, last) = (resident.State.FindVerification(key) ?? begun, resident.Last);
        await Durable(last);
        var now = _clock.At(_time.GetUtcNow());
        return found is null || found.IsForgotten(now) ? null : found.SeenAt(now);
    }

    /// <summary>What is decided and not on the disk yet may be lost: nobody is told of it. More may be decided while this waits, and is not told either.</summary>
    /// <exception cref="StateUnreadableException">It was lost.</exception>
    async ValueTask Durable(MessageId last)
    {
        while (last.Value > _committed.Value && !Broken && _inFlight.TryPeek(out var next))
            await next.Commit.ContinueWith(static _ => { }, TaskScheduler.Current);
        if (last.Value > _committed.Value)
            throw new StateUnreadableException();
    }

    /// <summary>The outcome of a step of which nothing is journalled.</summary>
    static PartOutcome Idle(VerificationAnswer answer) => new(EventStatus.Accepted, default, 0, null) { Verification = answer };
}
