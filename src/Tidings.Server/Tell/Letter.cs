namespace Tidings.Server.Tell;

/// <summary>What a receiver is told: one fact, in the form in which it leaves. The same each time that it is made of the same fact.</summary>
/// <param name="Id">The webhook-id.</param>
/// <param name="Event">One of <see cref="TellEvents"/>.</param>
/// <param name="Lane">Whose order it stands in: a customer's, or that of what is about none.</param>
internal sealed record Letter(string Id, string Event, string Lane, byte[] Body)
{
    /// <summary>No customer's id has such a sign.</summary>
    public const string OfNobody = "\n";

    public override string ToString() => Id;
}
