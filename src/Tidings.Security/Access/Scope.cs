namespace Tidings.Security.Access;

/// <summary>
/// What a caller may do: each is a bit, and a caller has a set of them. The names that people write (<c>events:write</c>) are in <see cref="ScopeNames"/>.
/// Numbers are never stored.
/// </summary>
[Flags]
public enum Scope : long
{
    None = 0,
    /// <summary>Send events, also those that register customers.</summary>
    EventsWrite = 1 << 0,
    /// <summary>Send camt files.</summary>
    FilesWrite = 1 << 1,
    CustomersRead = 1 << 2,
    /// <summary>Register and replace customers and accounts.</summary>
    CustomersWrite = 1 << 3,
    /// <summary>Find messages and events; numbers and texts are masked.</summary>
    MessagesRead = 1 << 4,
    /// <summary>See a message's full number and text, and a customer's name and numbers, for a reason that is recorded.</summary>
    MessagesReveal = 1 << 5,
    TemplatesRead = 1 << 6,
    TemplatesWrite = 1 << 7,
    /// <summary>Approve templates that somebody else has proposed.</summary>
    TemplatesApprove = 1 << 8,
    AlertsRead = 1 << 9,
    AlertsWrite = 1 << 10,
    AlertsApprove = 1 << 11,
    SettingsRead = 1 << 12,
    SettingsWrite = 1 << 13,
    SettingsApprove = 1 << 14,
    /// <summary>See what has been proposed and what became of it.</summary>
    ProposalsRead = 1 << 15,
    /// <summary>Make, list and revoke keys of the API.</summary>
    KeysManage = 1 << 16,
    KeysApprove = 1 << 17,
    /// <summary>Add operators, give them roles, end their access.</summary>
    OperatorsManage = 1 << 18,
    OperatorsApprove = 1 << 19,
    /// <summary>Read the record of what was done.</summary>
    AuditRead = 1 << 20,
    /// <summary>Destroy all that is known of a customer, for good.</summary>
    CustomersErase = 1 << 21,
    /// <summary>Send a customer a text that no template wrote.</summary>
    MessagesAdHoc = 1 << 22,
    /// <summary>See who is told of what, and what he could not be told.</summary>
    WebhooksRead = 1 << 23,
    /// <summary>Change who is told of what, replace secrets, send dead letters again.</summary>
    WebhooksManage = 1 << 24,
    WebhooksApprove = 1 << 25,
    /// <summary>See how the carriers stand.</summary>
    CarriersRead = 1 << 29,
    /// <summary>Begin verifications, check codes and ask how they stand.</summary>
    VerificationsWrite = 1 << 27,
    /// <summary>See what verifications approved, signed, and how they go on the whole.</summary>
    VerificationsRead = 1 << 26,
    /// <summary>Pause a class of texts, and let it go on.</summary>
    ClassesPause = 1 << 28,
    /// <summary>Approve where texts go: the carriers as the machine's configuration has them.</summary>
    CarriersApprove = 1 << 30,
    /// <summary>See fraud cases: who was asked about what, and what he said; numbers and texts are masked.</summary>
    FraudRead = 1L << 31,
    /// <summary>Take fraud cases, write on them, and decide what a payment was.</summary>
    FraudDecide = 1L << 32,
}
