using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>The one table of who may call what. An address that is not in it opens for nobody, and a node that has one does not start.</summary>
internal static class AccessRows
{
    public static IReadOnlyList<AccessRow> All { get; } =
    [
        new("POST", "/v1/events", Scope.EventsWrite),
        new("POST", "/v1/files", Scope.FilesWrite),

        new("GET", "/v1/customers/{id}", Scope.CustomersRead),
        new("PUT", "/v1/customers/{id}", Scope.CustomersWrite),
        new("DELETE", "/v1/customers/{id}", Scope.CustomersErase),
        new("POST", "/v1/customers/import", Scope.CustomersWrite),
        new("GET", "/v1/accounts/{id}", Scope.CustomersRead),
        new("PUT", "/v1/accounts/{id}", Scope.CustomersWrite),
        new("POST", "/v1/accounts/import", Scope.CustomersWrite),

        new("POST", "/v1/messages", Scope.MessagesAdHoc),
        new("GET", "/v1/messages/{id}", Scope.MessagesRead),
        new("POST", "/v1/messages/{id}/reveal", Scope.MessagesReveal),
        // A proof opens what was committed to: the number and the text.
        new("GET", "/v1/messages/{id}/proof", Scope.MessagesReveal),
        new("POST", "/v1/messages/search", Scope.MessagesRead),
        new("POST", "/v1/events/search", Scope.MessagesRead),

        new("GET", "/v1/templates", Scope.TemplatesRead),
        new("GET", "/v1/templates/{id}", Scope.TemplatesRead),
        new("PUT", "/v1/templates/{id}", Scope.TemplatesWrite),
        new("POST", "/v1/templates/preview", Scope.TemplatesRead),
        new("GET", "/v1/alerts", Scope.AlertsRead),
        new("GET", "/v1/alerts/{id}", Scope.AlertsRead),
        new("PUT", "/v1/alerts/{id}", Scope.AlertsWrite),
        new("GET", "/v1/policies", Scope.SettingsRead),
        new("GET", "/v1/policies/{id}", Scope.SettingsRead),
        new("PUT", "/v1/policies/{id}", Scope.SettingsWrite),
        // It tells of a customer what he has switched off and where he is.
        new("POST", "/v1/policies/try", Scope.CustomersRead),
        new("GET", "/v1/settings", Scope.SettingsRead),
        new("PUT", "/v1/settings", Scope.SettingsWrite),

        new("GET", "/v1/keys", Scope.KeysManage),
        new("POST", "/v1/keys", Scope.KeysManage),
        new("DELETE", "/v1/keys/{id}", Scope.KeysManage),
        new("GET", "/v1/installation-keys", Scope.KeysManage),
        new("POST", "/v1/installation-keys/rotate", Scope.KeysManage),
        new("POST", "/v1/installation-keys/rewrap", Scope.KeysManage),
        new("POST", "/v1/installation-keys/reencrypt", Scope.KeysManage),
        new("GET", "/v1/operators", Scope.OperatorsManage),
        new("POST", "/v1/operators", Scope.OperatorsManage),
        new("PUT", "/v1/operators/{name}", Scope.OperatorsManage),
        new("DELETE", "/v1/operators/{name}", Scope.OperatorsManage),
        new("GET", "/v1/operators/{name}/passkeys", Scope.OperatorsManage),
        new("DELETE", "/v1/operators/{name}/passkeys/{id}", Scope.OperatorsManage),
        new("POST", "/v1/operators/enrol", null) { Limit = PublicLimit.SignIn },
        new("POST", "/v1/operators/enrol/passkey/options", null) { Limit = PublicLimit.SignIn },
        new("POST", "/v1/operators/enrol/passkey", null) { Limit = PublicLimit.SignIn },
        new("POST", "/v1/sessions", null) { Limit = PublicLimit.SignIn },
        new("GET", "/v1/sessions/passkey/options", null) { Limit = PublicLimit.SignIn },
        new("POST", "/v1/sessions/passkey", null) { Limit = PublicLimit.SignIn },
        // His own, for the operator whose session it is; others are told that they have none.
        new("GET", "/v1/passkeys", Scope.None),
        new("GET", "/v1/passkeys/options", Scope.None),
        new("POST", "/v1/passkeys", Scope.None),
        new("DELETE", "/v1/passkeys/{id}", Scope.None),
        new("DELETE", "/v1/sessions/mine", Scope.None),
        new("GET", "/v1/proposals", Scope.ProposalsRead),
        new("GET", "/v1/proposals/{id}", Scope.ProposalsRead),
        // The proposal's kind says which of them.
        new("POST", "/v1/proposals/{id}/approve", ApprovalKinds.Any),
        new("POST", "/v1/proposals/{id}/reject", ApprovalKinds.Any),
        new("GET", "/v1/webhooks", Scope.WebhooksRead),
        new("POST", "/v1/webhooks", Scope.WebhooksManage),
        new("GET", "/v1/webhooks/{id}", Scope.WebhooksRead),
        new("PUT", "/v1/webhooks/{id}", Scope.WebhooksManage),
        new("DELETE", "/v1/webhooks/{id}", Scope.WebhooksManage),
        new("POST", "/v1/webhooks/{id}/secret", Scope.WebhooksManage),
        new("GET", "/v1/webhooks/{id}/dead-letters", Scope.WebhooksRead),
        new("POST", "/v1/webhooks/{id}/dead-letters/replay", Scope.WebhooksManage),
        new("GET", "/v1/carriers", Scope.CarriersRead),
        // Carriers have no key of ours: they sign what they bring.
        new("POST", "/v1/callbacks/{carrier}/receipts", null) { Limit = PublicLimit.Page },
        new("POST", "/v1/callbacks/{carrier}/replies", null) { Limit = PublicLimit.Page },
        new("GET", "/v1/me", Scope.None),
        new("POST", "/v1/audit/checkpoint", Scope.AuditRead),
        new("GET", "/v1/audit/acts", Scope.AuditRead),

        // The log itself is for everybody: it holds commitments and nothing personal.
        new("GET", "/audit/checkpoint", null),
        new("GET", "/audit/tile/{**path}", null),
        new("GET", "/errors/{code}", null),
        new("GET", "/schemas", null),
        new("GET", "/schemas/{file}", null),
        new("GET", "/openapi/v1.json", null),
        new("GET", "/docs/{documentName?}", null),
        new("GET", "/docs/scalar.js", null),
        new("GET", "/docs/scalar.aspnetcore.js", null),
        new("GET", "/docs/favicon.svg", null),
        new("*", "/health/live", null) { Limit = PublicLimit.None },
        new("*", "/health/ready", null) { Limit = PublicLimit.None },
    ];
}
