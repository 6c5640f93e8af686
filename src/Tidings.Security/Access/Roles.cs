using System.Collections.Frozen;

namespace Tidings.Security.Access;

/// <summary>
/// The roles of the bank's staff, and the scopes of each: the one table. A person may have several. No role both changes and approves the same thing but the administrator, who
/// needs a second person like everybody where that is set.
/// </summary>
public static class Roles
{
    const Scope Look = Scope.MessagesRead | Scope.TemplatesRead | Scope.AlertsRead | Scope.SettingsRead | Scope.ProposalsRead | Scope.CarriersRead;

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, Scope> Table { get; } = new Dictionary<string, Scope>
    {
        ["viewer"] = Look,
        ["operator"] = Look | Scope.MessagesReveal | Scope.CustomersRead | Scope.WebhooksRead | Scope.ClassesPause | Scope.VerificationsRead | Scope.FraudRead | Scope.FraudDecide,
        ["template-author"] = Scope.TemplatesRead | Scope.TemplatesWrite | Scope.AlertsRead | Scope.AlertsWrite | Scope.SettingsRead | Scope.ProposalsRead,
        ["approver"] = Look | Scope.TemplatesApprove | Scope.AlertsApprove | Scope.SettingsApprove | Scope.CarriersApprove,
        ["security-officer"] = Scope.ProposalsRead | Scope.KeysManage | Scope.KeysApprove | Scope.OperatorsApprove | Scope.AuditRead | Scope.SettingsRead
            | Scope.WebhooksRead | Scope.WebhooksApprove | Scope.CarriersRead | Scope.CarriersApprove,
        ["auditor"] = Look | Scope.AuditRead | Scope.VerificationsRead | Scope.FraudRead,
        ["administrator"] = ScopeNames.All & ~(Scope.EventsWrite | Scope.FilesWrite | Scope.MessagesAdHoc | Scope.VerificationsWrite),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What these roles may do together; a name that is no role gives nothing.</summary>
    public static Scope ScopesOf(IEnumerable<string> roles) =>
        roles.Aggregate(Scope.None, (set, role) => Table.TryGetValue(role, out var scopes) ? set | scopes : set);
}
