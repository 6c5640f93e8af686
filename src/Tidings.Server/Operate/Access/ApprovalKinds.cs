using Tidings.Security.Access;
using Tidings.Server.Decide;

namespace Tidings.Server.Operate.Access;

/// <summary>What may need a second person, and which scope that person has.</summary>
internal static class ApprovalKinds
{
    public const string Key = "api-key", Operator = "operator", Passkey = "passkey", Webhook = "webhook", InstallationKey = "installation-key", Erasure = "customer-erasure", Carrier = "carrier";

    /// <summary>By the kind of the document.</summary>
    public static IReadOnlyDictionary<string, Scope> Scopes { get; } = new Dictionary<string, Scope>(StringComparer.Ordinal)
    {
        [BankDocuments.TemplateKind] = Scope.TemplatesApprove,
        [BankDocuments.AlertKind] = Scope.AlertsApprove,
        [BankDocuments.PackKind] = Scope.SettingsApprove,
        [BankDocuments.SettingsKind] = Scope.SettingsApprove,
        [BankDocuments.KeywordsKind] = Scope.SettingsApprove,
        [BankDocuments.PurposesKind] = Scope.SettingsApprove,
        [BankDocuments.FraudRulesKind] = Scope.SettingsApprove,
        [BankDocuments.FraudModelKind] = Scope.SettingsApprove,
        [Key] = Scope.KeysApprove,
        [Operator] = Scope.OperatorsApprove,
        [InstallationKey] = Scope.KeysApprove,
        [Erasure] = Scope.CustomersErase,
        [Passkey] = Scope.OperatorsApprove,
        [Webhook] = Scope.WebhooksApprove,
        [Carrier] = Scope.CarriersApprove,
    };

    /// <summary>What who proposes needs, by the same kinds: as the table of addresses asks it where each is proposed.</summary>
    public static IReadOnlyDictionary<string, Scope> Proposing { get; } = new Dictionary<string, Scope>(StringComparer.Ordinal)
    {
        [BankDocuments.TemplateKind] = Scope.TemplatesWrite,
        [BankDocuments.AlertKind] = Scope.AlertsWrite,
        [BankDocuments.PackKind] = Scope.SettingsWrite,
        [BankDocuments.SettingsKind] = Scope.SettingsWrite,
        [BankDocuments.KeywordsKind] = Scope.SettingsWrite,
        [BankDocuments.PurposesKind] = Scope.SettingsWrite,
        [BankDocuments.FraudRulesKind] = Scope.SettingsWrite,
        [BankDocuments.FraudModelKind] = Scope.SettingsWrite,
        [Key] = Scope.KeysManage,
        [Operator] = Scope.OperatorsManage,
        [InstallationKey] = Scope.KeysManage,
        [Erasure] = Scope.CustomersErase,
        [Passkey] = Scope.OperatorsManage,
        [Webhook] = Scope.WebhooksManage,
        // No caller may: the machine does, whose configuration it is.
        [Carrier] = Scope.None,
    };

    /// <summary>Any that approves.</summary>
    public static Scope Any { get; } = Scopes.Values.Aggregate(Scope.None, (any, scope) => any | scope);
}
