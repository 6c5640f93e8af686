using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify;

/// <summary>
/// A question to a customer that only a code answers, as his state holds it. It never holds the code. Times are those of its partition's own clock, which does not go back.
/// </summary>
[MemoryPackable]
public sealed partial record Verification
{
    /// <summary>The most of one customer that are remembered, ended ones among them; of a name that many share (<see cref="UnknownCustomers"/>) more.</summary>
    public const int Most = 32, MostOfShared = 64;

    /// <summary>How long after its time how it ended is known.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>The random half of its id.</summary>
    public required ulong Key { get; init; }
    public required string Purpose { get; init; }
    [MemoryPackInclude] public VerificationStatus Status { get; private init; } = VerificationStatus.Pending;
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>From then on no code is right.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    /// <summary>When the last code was decided to be sent.</summary>
    public required DateTimeOffset SentAt { get; init; }
    public int Wrong { get; init; }
    /// <summary>Wrong codes that end it.</summary>
    public required int Tries { get; init; }
    public int Resent { get; init; }
    public required KeyedHash Code { get; init; }
    /// <summary>SHA-256 of the bank's session in which it began. Null: it named none.</summary>
    public byte[]? Session { get; init; }
    public Payment? Payment { get; init; }
    /// <summary>Where the code goes. Null: nowhere.</summary>
    public Msisdn? To { get; init; }
    /// <summary>The hash of whom was asked for.</summary>
    public required ulong Asked { get; init; }
    /// <summary>The key of the event that began it, and the hash of all that it asked for: by them a repeated request is known.</summary>
    public required ulong Event { get; init; }
    public required ulong Request { get; init; }
    /// <summary>The rows of its texts, the first of them the other half of its id.</summary>
    public MessageId[] Rows { get; init; } = [];

    /// <summary>The number that the caller named, where the purpose lets codes go to any: whoever asks for another is limited by it. Null: none, or it does not.</summary>
    public Msisdn? Named { get; init; }

    /// <summary>What the customer proves himself by; of codes that go to a number, how the last one went.</summary>
    public VerificationMeans Means { get; init; }

    /// <summary>Means of its purpose that were not open to him when it began. Null: none, as mostly.</summary>
    public MeansBarred[]? Barred { get; init; }

    /// <summary>No code is right, and whoever asks is not told.</summary>
    [MemoryPackIgnore] public bool GoesNowhere => To is null && Means.GoesToNumber();

    /// <summary>It as it stands after a fact: the only way in which its status changes.</summary>
    public Verification After(VerificationFact fact) => this with { Status = VerificationTable.Next(Status, fact) };

    /// <summary>It as it stands at a time, also before its end was recorded.</summary>
    public Verification SeenAt(DateTimeOffset at) => at >= ExpiresAt ? After(VerificationFact.TimeOver) : this;

    /// <summary>Its time was so long ago that it is nobody's any more, whoever it was for.</summary>
    public bool IsForgotten(DateTimeOffset at) => at >= ExpiresAt + Remembered;

    /// <summary>What its journal row says of one that goes nowhere, so that it can be answered when others have taken its place. No code is right for it.</summary>
    public Verification AsBegun() => this with { Code = new(Code.Version, new byte[Code.Value?.Length ?? 0]), Rows = [] };

    internal static Verification[] With(Verification[]? known, Verification one, DateTimeOffset at, bool shared)
    {
        var kept = (known ?? []).Where(other => other.Key != one.Key && (other.Status == VerificationStatus.Pending || !other.IsForgotten(at))).Append(one).ToList();
        while (kept.Count > (shared ? MostOfShared : Most) && FirstToGo(kept, one.Key, shared) is { } place)
            kept.RemoveAt(place);
        return [.. kept];
    }

    /// <summary>The oldest of those that are missed least. One that is awaited and has a text never goes: a stranger could end it by asking for others. Null: there is none but these.</summary>
    static int? FirstToGo(List<Verification> kept, ulong fresh, bool shared)
    {
        var (found, least) = (default(int?), int.MaxValue);
        for (var i = 0; i < kept.Count; i++)
            if (kept[i].Key != fresh && kept[i].Missed(shared) is { } missed && missed < least)
                (found, least) = (i, missed);
        return found;
    }

    /// <summary>First those of which the row says as much, then those that ended, then those that go nowhere. Null: it stays.</summary>
    int? Missed(bool shared) => this switch
    {
        { GoesNowhere: true, Wrong: 0, Resent: 0, Status: VerificationStatus.Pending or VerificationStatus.Expired } when shared => 0,
        { Status: not VerificationStatus.Pending } => 1,
        { GoesNowhere: true } => 2,
        _ => null,
    };

    public override string ToString() => $"verification {Status} (redacted)";
}
