namespace Tidings.Storage.Commits;

/// <summary>What a backend brings to the committer: one connection that writes. Used by one thread.</summary>
internal interface IUnitWriter : IDisposable
{
    /// <summary>
    /// Writes the units in one durable transaction whose first statement checks every fence, and sets each unit's outcome. A fenced unit is left out,
    /// the others are written. Throws where the transaction failed: nothing is written then.
    /// </summary>
    void Write(IReadOnlyList<PendingUnit> units);

    /// <summary>Whether the failure is the infrastructure's (all who wait are told so) rather than one unit's.</summary>
    bool IsUnavailable(Exception failure);

    /// <summary>What the callers see of a failure.</summary>
    Exception Translate(Exception failure);

    /// <summary>After a failure: ends the transaction, opens the connection anew where it can be trusted no more. Never throws.</summary>
    void Recover(Exception failure);

    /// <summary>
    /// Between transactions: small upkeep, where <paramref name="idle"/> a few milliseconds' worth. True: there is more to do when nothing waits.
    /// Never throws.
    /// </summary>
    bool Rest(bool idle);
}
