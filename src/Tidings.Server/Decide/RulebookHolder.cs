using System.Security.Cryptography;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Ports;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Operate.Access;
using Tidings.Smpp.Text;

namespace Tidings.Server.Decide;

/// <summary>
/// What the bank has set (templates, alerts, policy packs, settings) over the presets, and the pipeline that decides by it. A change is checked against the
/// whole, stored, and then in force with the next event; one that does not fit leaves all as it was.
/// </summary>
public sealed class RulebookHolder : IDisposable
{
    readonly IStore _store;
    readonly TimeProvider _clock;
    readonly SemaphoreSlim _oneAtATime = new(1);
    readonly FraudModelFiles _models;
    volatile BankDocuments _documents;

    /// <param name="initial">The settings until the bank stores its own.</param>
    /// <param name="encoding">How the carrier encodes: what a text costs.</param>
    /// <param name="carrierIsSimulator">Texts of test keys may go to the carrier.</param>
    /// <param name="packs">Policy packs beside those that are shipped; one with the id of a shipped one takes its place.</param>
    public RulebookHolder(IStore store, TimeProvider clock, BankSettings initial, EncodingOptions encoding, bool carrierIsSimulator = false, params IReadOnlyList<PolicyPack> packs)
    {
        (_store, _clock, Encoding, _models) = (store, clock, encoding, new(store, clock));
        _documents = packs.Aggregate(BankDocuments.Presets(initial), static (documents, pack) => documents.With(pack, 0));
        Guards = new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)))) { Counts = CodeCounts };
        var errors = new List<FieldError>();
        Pipeline = new EventPipeline(_documents.ToRulebook(errors) ?? throw new InvalidOperationException($"The presets do not fit: {errors[0]}"))
        {
            CarrierIsSimulator = carrierIsSimulator,
            Counts = Counts,
            Guards = Guards,
        };
    }

    /// <summary>Decides by the rulebook in force. The same object for the life of the process.</summary>
    public EventPipeline Pipeline { get; }

    /// <summary>What went to each number, in this process.</summary>
    internal TextCounters Counts { get; } = new();

    /// <summary>What all verifications of this process are guarded by.</summary>
    internal VerificationGuards Guards { get; }

    /// <summary>What limits of verifications count beside customers' states: apart from other texts, since it is kept over a restart.</summary>
    internal TextCounters CodeCounts { get; } = new();

    internal EncodingOptions Encoding { get; }

    /// <summary>What else speaks against settings, given those in force and the next. Set once, at the start.</summary>
    internal Func<BankSettings, BankSettings, IReadOnlyList<FieldError>> RefusesSettings { get; set; } = static (_, _) => [];

    internal BankDocuments Documents => _documents;

    /// <summary>
    /// Whether this version of a template is one that is approved here. Versions before the oldest that is known are presets of earlier releases, whose texts may still wait.
    /// </summary>
    internal bool IsApproved(string template, int version) =>
        _documents.Templates.TryGetValue(template, out var versions) && (version < versions[0].Version || versions.Any(known => known.Version == version && known.State == TemplateState.Approved));

    /// <summary>Reads what the bank has stored. Once, before the first event.</summary>
    /// <returns>What was stored and does not fit this version of the product; it is left out, so that the rest works.</returns>
    internal async Task<IReadOnlyList<FieldError>> Load(CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var errors = new List<FieldError>();
            var documents = _documents;
            foreach (var row in await _store.ReadDocuments(BankDocuments.SettingsKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.TemplateKind, true, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.PackKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.AlertKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.KeywordsKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.PurposesKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.FraudRulesKind, false, cancel))
                documents = documents.WithStored(row, errors);
            foreach (var row in await _store.ReadDocuments(BankDocuments.FraudModelKind, false, cancel))
                documents = await WithStoredModel(documents, row, errors, cancel);
            documents = documents.WithoutLostPacks(errors);
            if (documents.ToRulebook(errors) is { } rulebook)
                (_documents, Pipeline.Rulebook) = (documents, rulebook);
            return errors;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A model that does not fit is known and does nothing: rules work without it.</summary>
    async Task<BankDocuments> WithStoredModel(BankDocuments documents, DocumentRow row, List<FieldError> errors, CancellationToken cancel)
    {
        var wrong = new List<FieldError>();
        if (FraudModelEntry.Of(row.Body) is { } entry)
            documents = documents.With(entry, await _models.Read(entry, wrong, cancel), row.Version);
        else
            wrong.Add(new("$", FieldCodes.Format, "It is not a model.", "Put it again."));
        errors.AddRange(wrong.Select(error => BankDocuments.Of(row, error)));
        return documents;
    }

    /// <summary>Checks and stores a new version of a template.</summary>
    /// <param name="expected">The version that the author saw; null: whichever it was.</param>
    /// <param name="plan">What is committed for it.</param>
    internal Task<Saved> SaveTemplate(Template template, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.NewestTemplate(template.Id)?.Version ?? 0;
        var next = template with { Version = newest + 1 };
        var errors = TemplateCheck.Check(next, documents.RulesFor(next, Encoding));
        return new Change(newest, documents.With(next), errors, BankDocuments.TemplateKind, next.Id, next.Version, TemplateJson.Write(next));
    }, cancel);

    internal Task<Saved> SaveAlert(AlertRule rule, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.AlertVersion(rule.Id);
        return new Change(newest, documents.With(rule, newest + 1), [], BankDocuments.AlertKind, rule.Id, newest + 1, AlertRuleWriter.Write(rule));
    }, cancel);

    internal Task<Saved> SavePack(PolicyPack pack, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.Packs.TryGetValue(pack.Id, out var known) ? known.Version : 0;
        return new Change(newest, documents.With(pack, newest + 1), [], BankDocuments.PackKind, pack.Id, newest + 1, PolicyPackWriter.Write(pack));
    }, cancel);

    internal Task<Saved> SaveSettings(BankSettings settings, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.SettingsVersion;
        return new Change(newest, documents.With(settings, newest + 1), RefusesSettings(documents.Settings, settings), BankDocuments.SettingsKind, BankDocuments.SettingsId, newest + 1, AlertRuleWriter.Write(settings));
    }, cancel);

    internal Task<Saved> SaveKeywords(KeywordList keywords, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.KeywordsVersion;
        return new Change(newest, documents.With(keywords, newest + 1), [], BankDocuments.KeywordsKind, BankDocuments.SettingsId, newest + 1, AlertRuleWriter.Write(keywords));
    }, cancel);

    internal Task<Saved> SavePurposes(PurposeList purposes, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.PurposesVersion;
        return new Change(newest, documents.With(purposes, newest + 1), [], BankDocuments.PurposesKind, BankDocuments.SettingsId, newest + 1, AlertRuleWriter.Write(purposes));
    }, cancel);

    internal Task<Saved> SaveFraudRules(FraudRules rules, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) => Save(expected, plan, documents =>
    {
        var newest = documents.FraudRulesVersion;
        return new Change(newest, documents.With(rules, newest + 1), [], BankDocuments.FraudRulesKind, BankDocuments.SettingsId, newest + 1, FraudRulesWriter.Write(rules));
    }, cancel);

    /// <param name="file">What the model was read from; kept beside what names it, and before a second person has approved.</param>
    internal Task<Saved> SaveFraudModel(FraudModelEntry entry, FraudModel model, ReadOnlyMemory<byte> file, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel) =>
        Save(expected, plan, documents => Model(documents, entry, model), cancel, () => _models.Row(entry.Sha256, file, cancel));

    /// <summary>A model that was proposed comes into force, by the file that was kept for it.</summary>
    internal async Task<Saved> ApproveFraudModel(FraudModelEntry entry, int? expected, Func<DocumentRow, ChangePlan> plan, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        return await _models.Read(entry, errors, cancel) is { } model
            ? await Save(expected, plan, documents => Model(documents, entry, model), cancel)
            : new Saved.Refused(errors);
    }

    static Change Model(BankDocuments documents, FraudModelEntry entry, FraudModel model)
    {
        var newest = documents.FraudModelVersion;
        return new(newest, documents.With(entry, model, newest + 1), [], BankDocuments.FraudModelKind, BankDocuments.SettingsId, newest + 1, entry.ToBytes());
    }

    sealed record Change(int Newest, BankDocuments Documents, IReadOnlyList<FieldError> Errors, string Kind, string Id, int Version, byte[] Body);

    /// <param name="beside">What is written with the change, whether it waits for somebody or not. Null: nothing.</param>
    async Task<Saved> Save(
        int? expected, Func<DocumentRow, ChangePlan> plan, Func<BankDocuments, Change> make, CancellationToken cancel, Func<ValueTask<IReadOnlyList<DocumentRow>>>? beside = null)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            var change = make(_documents);
            if (expected is { } seen && seen != change.Newest)
                return new Saved.Conflict(change.Newest);
            var errors = new List<FieldError>(change.Errors);
            if (errors.Count > 0 || change.Documents.ToRulebook(errors) is not { } rulebook)
                return new Saved.Refused(errors);
            var row = new DocumentRow(change.Kind, change.Id, change.Version, _clock.GetUtcNow(), change.Body);
            var planned = plan(row);
            var unit = AuditWriter.UnitOf(beside is null ? planned.Rows : [.. planned.Rows, .. await beside()]);
            // Files of models that were proposed from an older version than this one: nobody can approve them any more.
            if (planned.Proposal is null && change.Documents.FraudModel is { } model && change.Kind == BankDocuments.FraudModelKind)
                unit = unit with { Removed = await _models.Others(model.Sha256, cancel) };
            await _store.Commit(unit);
            if (planned.Proposal is { } proposal)
                return new Saved.Proposed(proposal.Id);
            (_documents, Pipeline.Rulebook) = (change.Documents, rulebook);
            return new Saved.Stored(change.Version);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}

/// <summary>What became of a change to the bank's documents.</summary>
internal abstract record Saved
{
    private Saved() { }

    internal sealed record Stored(int Version) : Saved;

    /// <summary>It waits for a second person, and is not in force.</summary>
    internal sealed record Proposed(string Id) : Saved;

    internal sealed record Refused(IReadOnlyList<FieldError> Errors) : Saved;

    /// <summary>Somebody else was faster: this is the newest version now.</summary>
    internal sealed record Conflict(int Newest) : Saved;
}
