using Tidings.Core.Decide.Limits;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>All that the bank sends codes for, and how often. A document that the bank edits; immutable once read.</summary>
public sealed record PurposeList
{
    public required IReadOnlyList<Purpose> Purposes { get; init; }
    public VerificationLimits Limits { get; init; } = new();
    public GuardSettings Guards { get; init; } = new();
}

/// <summary>
/// How often codes may be sent. <see cref="Customer"/> and <see cref="Wrong"/> are counted where the customer is decided, durably, so that they hold at any concurrency and across restarts. The others are
/// counted in the memory of one node: exact under concurrency there, and forgotten when it ends.
/// </summary>
public sealed record VerificationLimits
{
    /// <summary>Verifications of one customer, or of one number that was asked for without a customer. Default 5 within 15 minutes; 1 to 100.</summary>
    public TextLimit Customer { get; init; } = new(5, TimeSpan.FromMinutes(15));
    /// <summary>Wrong codes of one customer, over all verifications: beyond it none begins, and none is judged. Default 10 within an hour; 1 to 100.</summary>
    public TextLimit Wrong { get; init; } = new(10, TimeSpan.FromHours(1));
    /// <summary>Codes to one number, whoever they are for. Default 10 within an hour; 0: no limit, as for all that follow.</summary>
    public TextLimit Phone { get; init; } = new(10, TimeSpan.FromHours(1));
    /// <summary>Codes to numbers that differ in their last four digits only. Default 100 within 10 minutes.</summary>
    public TextLimit Prefix { get; init; } = new(100, TimeSpan.FromMinutes(10));
    /// <summary>Codes to numbers of one country. Default: no limit.</summary>
    public TextLimit Country { get; init; } = new(0, TimeSpan.FromMinutes(10));
    /// <summary>Verifications begun in one session of the bank's. Default 5 within 15 minutes.</summary>
    public TextLimit Session { get; init; } = new(5, TimeSpan.FromMinutes(15));
    /// <summary>Verifications begun from one address. Default 60 within 10 minutes.</summary>
    public TextLimit Ip { get; init; } = new(60, TimeSpan.FromMinutes(10));
    /// <summary>Verifications begun on one device. Default 10 within 15 minutes.</summary>
    public TextLimit Device { get; init; } = new(10, TimeSpan.FromMinutes(15));
}
