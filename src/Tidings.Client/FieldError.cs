namespace Tidings.Client;

/// <summary>What is wrong with one field of what was sent.</summary>
/// <param name="Field">Its path as it was sent, for example <c>data.amount.currency</c>.</param>
/// <param name="Code">Stable, for programs; each has a page at <c>/errors</c> of the node.</param>
/// <param name="Why">What is wrong, for people.</param>
/// <param name="Fix">What to do.</param>
public sealed record FieldError(string Field, string Code, string Why, string Fix);
