using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;

namespace Tidings.Server.Decide.Explain;

/// <summary>Explains events by what is in force.</summary>
internal sealed class Explainer(RulebookHolder holder, TimeProvider clock)
{
    /// <summary>The answer in JSON.</summary>
    public byte[] Explain(BankEvent happened, CustomerState state, Account? account, ulong key)
    {
        var now = clock.GetUtcNow();
        var documents = holder.Documents;
        var explained = holder.Pipeline.Explain(state, account, happened, key, now);
        var (limits, counts) = (explained.Book.Bank.Limits, new PeekedCounts(holder.Counts));
        var answer = new ExplainAnswer(
            false, state.Id, explained.Repeats,
            [.. explained.Decided.Messages.Select(message => ExplainedMessage.Of(message) with { Limits = ExplainedLimits.Of(message, counts, limits, now) })],
            ExplainAnswer.Suppressed(explained.Decided.Suppressions))
        {
            SettingsVersion = documents.SettingsVersion,
            Packs = [.. explained.Book.Policies.Packs.Select(pack => new PackVersion(pack.Id, documents.Packs.TryGetValue(pack.Id, out var known) ? known.Version : 0))],
            Alerts = [.. explained.Alerts.Select(said => new ExplainedAlert(
                said.Alert, documents.AlertVersion(said.Alert), said.Class, said.Mandatory, said.OnByDefault, said.Outcome, said.Wishes))],
            Rules = explained.Rules,
        };
        return JsonSerializer.SerializeToUtf8Bytes(answer, ExplainAnswer.Json);
    }
}
