using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>One way to prove who calls. Each is asked in turn; the first that knows the kind of proof has the last word.</summary>
internal interface IProof
{
    /// <summary>
    /// The outcome for a request that carries this kind of proof: who it is, or nobody. <see cref="Proven.NotMine"/>: it carries another kind or none.
    /// </summary>
    /// <param name="bearer">What stands behind Bearer in the header; empty: there is no header.</param>
    ValueTask<Proven> Of(HttpContext http, ReadOnlyMemory<char> bearer);
}

/// <summary>What a proof came to.</summary>
/// <param name="Looked">The request carried this kind of proof, so that no other is asked.</param>
/// <param name="Caller">Null: it proves nobody.</param>
internal readonly record struct Proven(bool Looked, Caller? Caller)
{
    public static Proven NotMine => default;
    public static Proven By(Caller? caller) => new(true, caller);
}
