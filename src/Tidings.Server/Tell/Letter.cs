namespace Tidings.Server.Tell;

/// <summary>What a receiver is told: one fact, in the form in which it leaves. The same each time that it is made of the same fact.</summary>
/// <param name="Id">The webhook-id.</param>
/// <param name="Event">One of <see cref="TellEvents"/>.</param>
/// <param name="Customer">Whose order it stands in.</param>
internal sealed record Letter(string Id, string Event, string Customer, byte[] Body)
{
    public override string ToString() => Id;
}
