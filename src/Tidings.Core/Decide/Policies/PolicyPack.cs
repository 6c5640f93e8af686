namespace Tidings.Core.Decide.Policies;

/// <summary>Rules of law and standard as data. A document that comes with the product, or that the bank adds; immutable once read.</summary>
public sealed record PolicyPack
{
    /// <summary>Lower case letters, digits and hyphens, at most 40: <c>us</c>. The bank's settings name it to switch it on.</summary>
    public required string Id { get; init; }
    /// <summary>For people, at most 100 characters.</summary>
    public required string Title { get; init; }
    /// <summary>At most 500. Their order has no meaning.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}
