using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>A subscription that was proposed is told of facts from its approval on; a change that was proposed counts from then on.</summary>
internal sealed class WebhookApproval(SubscriptionBook book, WebhookRules rules, TimeProvider clock) : IBringsIntoForce
{
    public string Kind => ApprovalKinds.Webhook;

    public async Task<Saved> Apply(Proposal proposal, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        var wanted = SubscriptionDocument.Of(proposal.Body);
        var errors = new List<FieldError>();
        if (rules.Read(new() { Url = wanted.Url, Events = wanted.Events, Description = wanted.Description }, errors) is null)
            return new Saved.Refused(errors);
        var newest = (await book.Find(proposal.Subject, cancel))?.Version ?? 0;
        if (newest != proposal.From)
            return new Saved.Conflict(newest);
        var row = new DocumentRow(Kind, proposal.Subject, proposal.From + 1, clock.GetUtcNow(), proposal.Body);
        await book.Put(row, plan(row), cancel);
        return new Saved.Stored(row.Version);
    }

    public JsonNode? Show(Proposal proposal) => JsonSerializer.SerializeToNode(
        WebhookShown.Of(new(proposal.Subject, proposal.From + 1, SubscriptionDocument.Of(proposal.Body))), WebhookJson.Default.WebhookShown);
}
