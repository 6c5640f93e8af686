using System.Text.Json.Nodes;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Decide;

/// <summary>A proposed template, alert, pack, settings, list of keywords or of purposes, fraud rules or model comes into force as if it were saved now: checked against what is in force now, from the version that it was made from.</summary>
internal sealed class DocumentApprovals(RulebookHolder holder, string kind) : IBringsIntoForce
{
    public static IReadOnlyList<string> Kinds { get; } = [BankDocuments.TemplateKind, BankDocuments.AlertKind, BankDocuments.PackKind, BankDocuments.SettingsKind, BankDocuments.KeywordsKind, BankDocuments.PurposesKind,
        BankDocuments.FraudRulesKind, BankDocuments.FraudModelKind];

    public string Kind => kind;

    public Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        return kind switch
        {
            BankDocuments.TemplateKind => holder.SaveTemplate(TemplateJson.Read(proposal.Body), proposal.From, plan, cancel),
            BankDocuments.AlertKind when AlertRuleReader.Read(proposal.Body, errors) is { } rule => holder.SaveAlert(rule, proposal.From, plan, cancel),
            BankDocuments.PackKind when PolicyPackReader.Read(proposal.Body, errors) is { } pack => holder.SavePack(pack, proposal.From, plan, cancel),
            BankDocuments.SettingsKind when BankSettingsReader.Read(proposal.Body, errors) is { } settings => holder.SaveSettings(settings, proposal.From, plan, cancel),
            BankDocuments.KeywordsKind when KeywordListReader.Read(proposal.Body, errors) is { } keywords => holder.SaveKeywords(keywords, proposal.From, plan, cancel),
            BankDocuments.PurposesKind when PurposeListReader.Read(proposal.Body, errors) is { } purposes => holder.SavePurposes(purposes, proposal.From, plan, cancel),
            BankDocuments.FraudRulesKind when FraudRulesReader.Read(proposal.Body, errors) is { } fraud => holder.SaveFraudRules(fraud, proposal.From, plan, cancel),
            BankDocuments.FraudModelKind when FraudModelEntry.Of(proposal.Body) is { } model => holder.ApproveFraudModel(model, proposal.From, plan, cancel),
            _ => Task.FromResult<Saved>(new Saved.Refused(errors)),
        };
    }

    public JsonNode? Show(Proposal proposal) => JsonNode.Parse(proposal.Body);
}
