using System.Collections.Frozen;
using Tidings.Core.Events;

namespace Tidings.Security.Access;

/// <summary>The words for scopes, as keys, tokens, problems and documents write them.</summary>
public static class ScopeNames
{
    static readonly (Scope Scope, string Name)[] Table =
    [
        (Scope.EventsWrite, "events:write"), (Scope.FilesWrite, "files:write"),
        (Scope.CustomersRead, "customers:read"), (Scope.CustomersWrite, "customers:write"), (Scope.CustomersErase, "customers:erase"),
        (Scope.MessagesRead, "messages:read"), (Scope.MessagesReveal, "messages:reveal"), (Scope.MessagesAdHoc, "messages:adhoc"),
        (Scope.TemplatesRead, "templates:read"), (Scope.TemplatesWrite, "templates:write"), (Scope.TemplatesApprove, "templates:approve"),
        (Scope.AlertsRead, "alerts:read"), (Scope.AlertsWrite, "alerts:write"), (Scope.AlertsApprove, "alerts:approve"),
        (Scope.SettingsRead, "settings:read"), (Scope.SettingsWrite, "settings:write"), (Scope.SettingsApprove, "settings:approve"),
        (Scope.ProposalsRead, "proposals:read"), (Scope.KeysManage, "keys:manage"), (Scope.KeysApprove, "keys:approve"),
        (Scope.OperatorsManage, "operators:manage"), (Scope.OperatorsApprove, "operators:approve"), (Scope.AuditRead, "audit:read"),
        (Scope.ClassesPause, "classes:pause"),
        (Scope.WebhooksRead, "webhooks:read"), (Scope.WebhooksManage, "webhooks:manage"), (Scope.WebhooksApprove, "webhooks:approve"),
        (Scope.CarriersRead, "carriers:read"), (Scope.CarriersApprove, "carriers:approve"), (Scope.VerificationsWrite, "verifications:write"),
        (Scope.VerificationsRead, "verifications:read"), (Scope.FraudRead, "fraud:read"), (Scope.FraudDecide, "fraud:decide"),
    ];

    static readonly FrozenDictionary<string, Scope> ByName = Table.ToFrozenDictionary(entry => entry.Name, entry => entry.Scope, StringComparer.Ordinal);

    /// <summary>Each scope there is, alone.</summary>
    public static IReadOnlyList<Scope> Each { get; } = [.. Table.Select(entry => entry.Scope)];

    /// <summary>Every scope together.</summary>
    public static Scope All { get; } = Table.Aggregate(Scope.None, (all, entry) => all | entry.Scope);

    /// <summary>
    /// What a key of kind test or team may have at most: to send and to look. Whatever changes what live texts say, go to or are opened by is left to live keys.
    /// </summary>
    public static Scope Limited { get; } = Scope.EventsWrite | Scope.FilesWrite | Scope.CustomersRead | Scope.MessagesRead | Scope.TemplatesRead
        | Scope.AlertsRead | Scope.SettingsRead | Scope.ProposalsRead;

    /// <summary>The most that a caller with this reach may be given.</summary>
    public static Scope Most(Reach reach) => reach == Reach.Live ? All : Limited;

    /// <summary>What a key gets that is given no scopes by name: all that its kind may have but to send texts that no template wrote.</summary>
    public static Scope Usual(Reach reach) => Most(reach) & ~Scope.MessagesAdHoc;

    /// <summary>The names of a set, in the order of the table.</summary>
    public static IReadOnlyList<string> Of(Scope scopes) => [.. Table.Where(entry => scopes.HasFlag(entry.Scope)).Select(entry => entry.Name)];

    /// <summary>False: it is no scope.</summary>
    public static bool TryParse(string name, out Scope scope) => ByName.TryGetValue(name, out scope);

    /// <summary>Those of the names that are scopes; the rest means nothing here, and opens nothing.</summary>
    public static Scope Known(IEnumerable<string> names) => names.Aggregate(Scope.None, (set, name) => TryParse(name, out var scope) ? set | scope : set);
}
