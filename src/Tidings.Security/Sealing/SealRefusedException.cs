using Tidings.Core.Messages;

namespace Tidings.Security.Sealing;

/// <summary>A stored value does not open: it was changed, moved, or sealed under another key. Which of these, nobody is told.</summary>
/// <param name="row">The row that holds it, as its table names rows; null: a key, or not known.</param>
public sealed class SealRefusedException(string? row = null) : Exception("A stored value does not open: it was changed, moved, or sealed under another key.")
{
    /// <summary>The row that holds it: a journal row's id, a subject's token. Null: a key, or not known.</summary>
    public string? Row { get; } = row;

    /// <summary>The journal's row, where it is one: who can do without it reads on after it.</summary>
    public MessageId? Journal { get; init; }
}
