using System.Threading.RateLimiting;

namespace Tidings.Server.Operate.Limits;

/// <summary>
/// A token bucket by the server's own clock. It is kept as the one moment at which it will be full again, so that taking is a single exchange without a lock. Whoever finds one
/// token may take any number: the bucket runs into debt, and what follows waits it out. So a batch larger than the bucket passes, and the rate holds all the same.
/// </summary>
/// <param name="time">Monotonic timestamps are taken from it.</param>
/// <param name="capacity">Tokens that may be taken at once; 1 at least.</param>
/// <param name="fillsIn">How long an empty bucket takes to be full.</param>
internal sealed class Bucket(TimeProvider time, int capacity, TimeSpan fillsIn) : RateLimiter
{
    readonly long _window = Math.Max(1, (long)(fillsIn.TotalSeconds * time.TimestampFrequency));
    long _fullAt = time.GetTimestamp();

    // Apart from the timestamps: a double does not hold those of a clock that counts from the year one.
    long Ticks(int tokens) => (long)((double)_window / capacity * tokens);

    public override TimeSpan? IdleDuration =>
        time.GetTimestamp() - Volatile.Read(ref _fullAt) is >= 0 and var full ? TimeSpan.FromSeconds((double)full / time.TimestampFrequency) : null;

    public override RateLimiterStatistics GetStatistics() => new()
    {
        CurrentAvailablePermits = Math.Max(0, (_window - Math.Max(0, Volatile.Read(ref _fullAt) - time.GetTimestamp())) / Math.Max(1, Ticks(1))),
    };

    /// <param name="permitCount">0: only whether there is a token.</param>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        while (true)
        {
            var (now, fullAt) = (time.GetTimestamp(), Volatile.Read(ref _fullAt));
            var from = Math.Max(now, fullAt);
            var missing = from + Ticks(1) - now - _window;
            if (missing > 0)
                return new Refused(TimeSpan.FromSeconds((double)missing / time.TimestampFrequency));
            if (permitCount == 0 || Interlocked.CompareExchange(ref _fullAt, from + Ticks(permitCount), fullAt) == fullAt)
                return Granted.Lease;
        }
    }

    /// <summary>Nobody waits here: whoever finds none comes again.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    sealed class Granted : RateLimitLease
    {
        public static readonly Granted Lease = new();

        public override bool IsAcquired => true;
        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }

    sealed class Refused(TimeSpan retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => false;
        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
