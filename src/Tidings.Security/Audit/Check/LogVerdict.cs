using Tidings.Security.Audit.Notes;

namespace Tidings.Security.Audit.Check;

/// <summary>What a check of a log found.</summary>
public abstract record LogVerdict
{
    private LogVerdict() { }

    /// <summary>All that is kept is as it was signed.</summary>
    /// <param name="Pruned">How many entries were pruned, with the root over them; null: none.</param>
    public sealed record Good(Checkpoint Head, Checkpoint? Pruned = null) : LogVerdict;

    /// <summary>Something is not; the first that is wrong, in words for people.</summary>
    /// <param name="Entry">The index of the first wrong entry; null where it is not one entry's.</param>
    public sealed record Wrong(string What, long? Entry = null) : LogVerdict;
}
