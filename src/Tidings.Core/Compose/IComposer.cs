using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose;

/// <summary>Writes the text of a draft from an approved template in the recipient's language. Pure; safe for many threads.</summary>
public interface IComposer
{
    Composition Compose(Draft draft);
}

/// <summary>What came of a draft.</summary>
public abstract record Composition
{
    private Composition() { }

    public sealed record Composed(Message Message) : Composition;

    /// <summary>No text may be sent for this draft: no template version, a variable that is missing, a text that breaks a rule.</summary>
    public sealed record Refused(Suppression Suppression) : Composition;
}
