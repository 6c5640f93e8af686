using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access.Passkeys;

/// <summary>A passkey as its owner and administrators see it.</summary>
/// <param name="Id">32 hexadecimal digits, made from the credential's id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Synced">Its owner's devices may share it, so that it is not bound to one of them.</param>
public sealed record Passkey(string Id, string Name, DateTimeOffset Added, DateTimeOffset? LastUsed, bool Synced);

/// <summary>What came of registering a passkey.</summary>
public abstract record PasskeyRegistered
{
    PasskeyRegistered()
    {
    }

    public sealed record Done(Passkey Passkey) : PasskeyRegistered;

    /// <summary>What the browser sent proves nothing here: another origin, an old or used challenge, no verification of the user, a passkey that is known already.</summary>
    public sealed record Refused : PasskeyRegistered;

    /// <summary>He has <see cref="PasskeyRegistrations.Most"/> already.</summary>
    public sealed record TooMany : PasskeyRegistered;
}

/// <summary>Whether a passkey can be removed.</summary>
public abstract record PasskeyRemoval
{
    PasskeyRemoval()
    {
    }

    /// <summary>The row that ends it, and what must be committed beside that row.</summary>
    /// <param name="Guard">Makes one of two removals at a time a conflict, so that they cannot take the last two means together.</param>
    public sealed record Possible(DocumentRow Row, DocumentRow Guard) : PasskeyRemoval;

    /// <summary>There is none with this id, or it is somebody else's.</summary>
    public sealed record NotFound : PasskeyRemoval;

    /// <summary>Without it he could not sign in any more.</summary>
    public sealed record Last : PasskeyRemoval;
}
