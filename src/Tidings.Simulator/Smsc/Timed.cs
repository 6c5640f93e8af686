namespace Tidings.Simulator.Smsc;

/// <summary>Something that happens at a later tick. It carries its own link, so that waiting costs nothing beside the thing itself.</summary>
internal abstract class Timed
{
    internal Timed? Next;
    internal long DueTick;

    /// <summary>Its time has come. Called under the exchange's lock.</summary>
    public abstract void Fire(Exchange exchange);
}
