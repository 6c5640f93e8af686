namespace Tidings.Fuzz.Engine;

/// <summary>An input that a parser does not stand.</summary>
/// <param name="Kind">What it has in common with others of the same cause: the claim, or the exception and where it came from.</param>
/// <param name="Detail">The whole of it.</param>
internal sealed record Finding(string Target, string Kind, string Detail, byte[] Input);
