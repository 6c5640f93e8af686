using System.Globalization;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Security.Sealing;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Deliver.Watch;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Host.Doctor;

/// <summary>Whether texts would come of what the bank has set: stored documents that fit, templates that compile and render, alerts whose templates exist, and no text that a policy would keep back.</summary>
internal static class TemplatesCheck
{
    const string SaveAgain = "Correct it and save it again. Until then it is left out; where an alert lacks its template, so is all else that the bank has stored.";

    const string RegisterIt = "A node starts with it, but its texts go by another carrier, or nowhere (docs/carrier.md).";

    public static async ValueTask<IReadOnlyList<DoctorFinding>> Run(DoctorVisit visit, CancellationToken cancel)
    {
        var bank = visit.Options<BankOptions>(BankOptions.Section);
        var packs = BankPoliciesCheck.Read(bank);
        await using var opened = DatabaseLook.IsThere(visit.Folder) ? await StoreForTools.Look(visit.Folder, visit.Keys(), visit.Time, cancel) : null;
        using var holder = new RulebookHolder(
            opened?.Store ?? NoStore(visit), visit.Time, bank.ToSettings(), visit.Options<CarrierOptions>(CarrierOptions.Section).Encoding(), packs: packs);
        IReadOnlyList<FieldError> leftOut = [];
        try
        {
            leftOut = opened is null ? [] : await holder.Load(cancel);
        }
        catch (SealRefusedException refused)
        {
            return [DoctorFinding.Wrong("templates", $"{refused.Row ?? "a stored document"} does not open", "It was changed or moved in the store: 'tidings audit verify' says what else was.")];
        }
        List<DoctorFinding> found = [.. leftOut.Select(static error => DoctorFinding.Wrong("templates", $"{error.Field}: {error.Why}", SaveAgain))];
        var templates = holder.Documents.Templates.Values.SelectMany(static versions => versions).ToArray();
        found.AddRange(Broken(holder, templates));
        found.AddRange(Orphans(holder));
        found.AddRange(CarrierDoctor.Unregistered(visit.Configuration, holder.Documents.Settings).Select(static wrong => DoctorFinding.Wrong("senders", wrong, RegisterIt)));
        foreach (var finding in PolicyLint.Check(holder.Pipeline.Rulebook, templates, DateOnly.FromDateTime(visit.Time.GetUtcNow().UtcDateTime)))
            found.Add(DoctorFinding.Wrong("templates", $"{finding.Alert}, {finding.Template}/{finding.Language}/{finding.Version.ToString(CultureInfo.InvariantCulture)}: {finding.Rule} ({finding.Jurisdiction}): {finding.Why}", "Change the text, or the policies that are on: such a text is kept back (docs/policies.md)."));
        return found.Count > 0 ? found : [DoctorFinding.Good("templates", string.Create(CultureInfo.InvariantCulture,
            $"{holder.Documents.Templates.Count} compile; {holder.Pipeline.Rulebook.Rules.Count(static rule => rule.Enabled)} alerts have theirs{(holder.Pipeline.Rulebook.Policies.Packs.Count == 0 ? "" : "; no policy keeps one back")}"))];
    }

    /// <summary>Of each, the version that is in force.</summary>
    static IEnumerable<DoctorFinding> Broken(RulebookHolder holder, Template[] templates) =>
        from template in templates
        where template.State == TemplateState.Approved
        group template by template.Id into versions
        let inForce = versions.MaxBy(static version => version.Version)!
        from error in TemplateCheck.Check(inForce, Rules(holder, inForce))
        select DoctorFinding.Wrong("templates", $"{inForce.Id}/{inForce.Version.ToString(CultureInfo.InvariantCulture)}: {error.Field}: {error.Why}", error.Fix);

    /// <summary>Where something else is left out already, an alert may be in force whose template is not.</summary>
    static IEnumerable<DoctorFinding> Orphans(RulebookHolder holder) =>
        from alert in holder.Pipeline.Rulebook.Rules
        where alert.Enabled && holder.Documents.Templates.GetValueOrDefault(alert.Template)?.Exists(static version => version.State == TemplateState.Approved) != true
        select DoctorFinding.Wrong("templates", $"alerts.{alert.Id}.template: There is no approved template {alert.Template}.", SaveAgain);

    /// <summary>Languages that only a newer draft has are not missing yet.</summary>
    static TemplateRules Rules(RulebookHolder holder, Template template) =>
        holder.Documents.RulesFor(template, holder.Encoding) with { RequiredLanguages = [holder.Documents.Settings.DefaultLanguage] };

    /// <summary>Never asked: nothing is stored.</summary>
    static SqliteStore NoStore(DoctorVisit visit) => SqliteStore.Create(new() { Directory = visit.Folder, LookOnly = true }, visit.Time);
}
