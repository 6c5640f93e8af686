namespace Tidings.Fuzz.Engine;

/// <summary>One parser, fed with octets. Whatever it throws is a finding: a target catches what its parser documents, and nothing else.</summary>
internal abstract class FuzzTarget
{
    /// <summary>As the command line and the corpus's folder name it.</summary>
    public abstract string Name { get; }

    /// <summary>The longest input that is tried, octets.</summary>
    public virtual int Longest => 4096;

    /// <summary>The most that one input of so many octets may allocate, bytes: proportional to what came, never to what it declares.</summary>
    public virtual long MayAllocate(int octets) => 64 * 1024 + 256L * octets;

    /// <summary>Pieces that mean something to the parser.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>Inputs to begin with, beside the corpus.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Changes an input by what its format means; null where this input has no form to keep. Octets are changed besides, by all targets.</summary>
    public virtual byte[]? Reshape(Random random, byte[] input) => null;

    /// <summary>Mends what a blind change breaks at once and a real peer would not, such as a length that counts what follows.</summary>
    public virtual void Mend(Random random, byte[] input)
    {
    }

    /// <summary>Feeds the parser and holds it to its oracles; what was seen goes into <paramref name="seen"/>.</summary>
    public abstract void Run(byte[] input, Features seen);
}
