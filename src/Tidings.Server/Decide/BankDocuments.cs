using System.Collections.Immutable;
using System.Text.Json;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Core.Verify;
using Tidings.Server.Decide.Fraud;
using Tidings.Smpp.Text;

namespace Tidings.Server.Decide;

/// <summary>The presets with what the bank has stored over them. Immutable; every change is a new one.</summary>
internal sealed record BankDocuments(
    BankSettings Settings, int SettingsVersion,
    ImmutableSortedDictionary<string, (AlertRule Rule, int Version)> Alerts,
    ImmutableSortedDictionary<string, ImmutableList<Template>> Templates)
{
    public const string TemplateKind = "template";
    public const string AlertKind = "alert";
    public const string SettingsKind = "settings";
    public const string PackKind = "policy-pack";
    public const string KeywordsKind = "keywords";
    public const string PurposesKind = "purposes";
    public const string FraudRulesKind = "fraud-rules";
    public const string FraudModelKind = "fraud-model";
    public const string SettingsId = "bank";

    /// <summary>Those that come with the product, and the bank's own.</summary>
    public ImmutableSortedDictionary<string, (PolicyPack Pack, int Version)> Packs { get; init; } =
        ShippedPacks.All.ToImmutableSortedDictionary(pack => pack.Id, pack => (pack, 0), StringComparer.Ordinal);

    /// <summary>By which words customers' texts are read.</summary>
    public KeywordList Keywords { get; init; } = PresetKeywords.List;

    /// <summary>0: the bank has not changed the preset.</summary>
    public int KeywordsVersion { get; init; }

    /// <summary>What codes are sent for.</summary>
    public PurposeList Purposes { get; init; } = PresetPurposes.List;

    /// <summary>0: the bank has not changed the preset.</summary>
    public int PurposesVersion { get; init; }

    /// <summary>How fraud is sought.</summary>
    public FraudRules FraudRules { get; init; } = PresetFraudRules.Rules;

    /// <summary>0: the bank has not changed the preset.</summary>
    public int FraudRulesVersion { get; init; }

    /// <summary>The learned model that the bank has put; null: none.</summary>
    public FraudModelEntry? FraudModel { get; init; }

    /// <summary>0: the bank has put none.</summary>
    public int FraudModelVersion { get; init; }

    /// <summary>The model, read from its file; null: there is none, or none that fits the features that run.</summary>
    public FraudModel? Learned { get; init; }

    public static BankDocuments Presets(BankSettings initial) => new(
        initial, 0,
        PresetAlerts.Rules.ToImmutableSortedDictionary(rule => rule.Id, rule => (rule, 0), StringComparer.Ordinal),
        PresetTemplates.All.ToImmutableSortedDictionary(template => template.Id, template => ImmutableList.Create(template), StringComparer.Ordinal));

    /// <summary>0: the bank has not changed the preset, or there is no such alert.</summary>
    public int AlertVersion(string id) => Alerts.TryGetValue(id, out var alert) ? alert.Version : 0;

    public Template? NewestTemplate(string id) => Templates.GetValueOrDefault(id)?[^1];

    public BankDocuments With(BankSettings settings, int version) => this with { Settings = settings, SettingsVersion = version };

    public BankDocuments With(AlertRule rule, int version) => this with { Alerts = Alerts.SetItem(rule.Id, (rule, version)) };

    public BankDocuments With(PolicyPack pack, int version) => this with { Packs = Packs.SetItem(pack.Id, (pack, version)) };

    public BankDocuments With(KeywordList keywords, int version) => this with { Keywords = keywords, KeywordsVersion = version };

    public BankDocuments With(PurposeList purposes, int version) => this with { Purposes = purposes, PurposesVersion = version };

    public BankDocuments With(FraudRules rules, int version) => this with { FraudRules = rules, FraudRulesVersion = version };

    /// <param name="learned">Null: its file does not fit.</param>
    public BankDocuments With(FraudModelEntry entry, FraudModel? learned, int version) => this with { FraudModel = entry, Learned = learned, FraudModelVersion = version };

    /// <summary>A preset of a newer release does not come before what the bank has stored under the same number.</summary>
    public BankDocuments With(Template template) => this with
    {
        Templates = Templates.SetItem(template.Id, (Templates.GetValueOrDefault(template.Id) ?? []).RemoveAll(older => older.Version >= template.Version).Add(template)),
    };

    public BankDocuments WithStored(DocumentRow row, List<FieldError> errors)
    {
        var wrong = new List<FieldError>();
        var result = row.Kind switch
        {
            SettingsKind => BankSettingsReader.Read(row.Body, wrong) is { } settings ? With(settings, row.Version) : this,
            KeywordsKind => KeywordListReader.Read(row.Body, wrong) is { } keywords ? With(keywords, row.Version) : this,
            PurposesKind => PurposeListReader.Read(row.Body, wrong) is { } purposes ? With(purposes, row.Version) : this,
            FraudRulesKind => FraudRulesReader.Read(row.Body, wrong) is { } fraud ? With(fraud, row.Version) : this,
            PackKind => PolicyPackReader.Read(row.Body, wrong) is { } pack ? With(pack, row.Version) : this,
            AlertKind => AlertRuleReader.Read(row.Body, wrong) is { } rule ? With(rule, row.Version) : this,
            _ => Template(row, wrong) is { } template ? With(template) : this,
        };
        errors.AddRange(wrong.Select(error => Of(row, error)));
        return result;
    }

    /// <summary>What is wrong with a stored document, named with the document.</summary>
    public static FieldError Of(DocumentRow row, FieldError error) => error with { Field = $"{row.Kind}.{row.Id}/{row.Version}: {error.Field}" };

    static Template? Template(DocumentRow row, List<FieldError> errors)
    {
        try
        {
            return TemplateJson.Read(row.Body.Span) with { Version = row.Version };
        }
        catch (JsonException)
        {
            errors.Add(new("$", "format", "It is not a template.", "Save it again."));
            return null;
        }
    }

    /// <summary>A pack that is gone, for example with its file, must not take the other settings with it.</summary>
    public BankDocuments WithoutLostPacks(List<FieldError> errors)
    {
        if (Settings.Policies is not { } policies || policies.Packs.All(Packs.ContainsKey))
            return this;
        errors.AddRange(policies.Packs.Where(id => !Packs.ContainsKey(id)).Select(id =>
            new FieldError($"{SettingsKind}.{SettingsId}/{SettingsVersion}: policies.packs", FieldCodes.UnknownValue, $"There is no policy pack {id} any more: its rules do not hold.", "Give the pack back, or remove it from the settings.")));
        return this with { Settings = Settings with { Policies = policies with { Packs = [.. policies.Packs.Where(Packs.ContainsKey)] } } };
    }

    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public Rulebook? ToRulebook(List<FieldError> errors)
    {
        var book = new TemplateBook(Templates.Values.SelectMany(versions => versions));
        var ids = book.Templates.Select(template => template.Id).ToHashSet(StringComparer.Ordinal);
        var keywords = ToKeywordBook(errors);
        var purposes = ToPurposeBook(errors);
        var fraud = ToFraudBook(errors);
        return PolicyBook.Create(Settings, Packs.Values.Select(pack => pack.Pack), errors) is { } policies && keywords is not null && purposes is not null && fraud is not null
            ? Rulebook.Create(Settings, [.. Alerts.Values.Select(alert => alert.Rule)], new Composer(book), ids, errors, policies, keywords, purposes, fraud)
            : null;
    }

    KeywordBook? ToKeywordBook(List<FieldError> errors)
    {
        var before = errors.Count;
        foreach (var own in Keywords.Own)
            if (NewestTemplate(own.Template) is { Class: not MessageClass.Reply })
                errors.Add(new($"own.{own.Id}.template", FieldCodes.UnknownValue, "The template is of another class.", "Name one of the class reply."));
        var book = KeywordBook.Create(Keywords, errors);
        return errors.Count > before ? null : book;
    }

    /// <summary>A text without the code, or one that approves a payment and does not say how much, would be sent and be of no use.</summary>
    PurposeBook? ToPurposeBook(List<FieldError> errors)
    {
        var before = errors.Count;
        foreach (var purpose in Purposes.Purposes)
        {
            if (NewestTemplate(purpose.Template) is not { } template)
                continue;
            var at = $"purposes.{purpose.Id}.template";
            if (template.Class != MessageClass.OneTimeCode)
                errors.Add(new(at, FieldCodes.UnknownValue, "The template is of another class.", "Name one of the class one-time-code."));
            else if (!template.Requires.Contains("code"))
                errors.Add(new(at, FieldCodes.UnknownValue, "The template does not require the code.", "Name one whose requires has code."));
            else if (purpose.Binds == PurposeBinding.Payment && !template.Requires.Contains("amount"))
                errors.Add(new(at, FieldCodes.UnknownValue, "The code approves a payment, and the template does not require its amount.", "Name one whose requires has amount."));
        }
        return errors.Count > before ? null : PurposeBook.Of(Purposes);
    }

    /// <summary>A rule whose reason nobody could read who reads the bank's own language would leave a question without it.</summary>
    FraudBook? ToFraudBook(List<FieldError> errors)
    {
        var before = errors.Count;
        foreach (var rule in FraudRules.Rules)
            if (rule.Reasons.Count > 0 && !FraudReasonTold.Covers(rule.Reasons, Settings.DefaultLanguage))
                errors.Add(new($"rules.{rule.Id}.reasons", FieldCodes.Missing, $"It has words neither in the bank's own language ({Settings.DefaultLanguage}) nor in English.", "Add one of them."));
        return errors.Count > before ? null : FraudBook.Create(FraudRules, Learned, errors);
    }

    /// <summary>A new version keeps the languages of the one in force, and has the bank's own.</summary>
    public TemplateRules RulesFor(Template next, EncodingOptions encoding) => new()
    {
        Bank = Settings,
        RequiredLanguages = [.. (NewestTemplate(next.Id)?.Bodies.Keys ?? []).Append(Settings.DefaultLanguage).Distinct(StringComparer.OrdinalIgnoreCase)],
        Segments = text => TextEncoder.Choose(text, encoding).Segments,
    };
}
