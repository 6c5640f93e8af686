namespace Tidings.Security.Audit.Entries;

/// <summary>What an entry speaks of. The numbers are the format's and never change their meaning.</summary>
public enum AuditKind : byte
{
    /// <summary>A text was decided and stored. Salted commitment to what, to whom, when and why.</summary>
    Message = 1,
    /// <summary>A text could have been and is not sent. Salted commitment to the alert and the reason.</summary>
    Suppression = 2,
    /// <summary>The carrier reported what became of a segment. Commitment to what it reported.</summary>
    Receipt = 3,
    /// <summary>As <see cref="Document"/>, by versions before: it says in clear who changed which document, and commits to the SHA-256 of its new body. Read, and written no more.</summary>
    Act = 4,
    /// <summary>Somebody changed a document: a template, an alert, the settings, an API key. Salted commitment to what it says, which one it is and who it was.</summary>
    Document = 5,
}
