using System.Collections.Frozen;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Verify;

/// <summary>The purposes, made ready. Immutable.</summary>
public sealed class PurposeBook
{
    readonly FrozenDictionary<string, CompiledPurpose> _purposes;

    PurposeBook(PurposeList list)
    {
        List = list;
        _purposes = list.Purposes.ToFrozenDictionary(static purpose => purpose.Id, static purpose => new CompiledPurpose(purpose), StringComparer.Ordinal);
    }

    public PurposeList List { get; }

    /// <summary>Those that the product comes with.</summary>
    public static PurposeBook Preset { get; } = new(PresetPurposes.List);

    /// <param name="list">Read, so that its ids differ.</param>
    public static PurposeBook Of(PurposeList list) => new(list);

    /// <returns>Null: there is none of this id.</returns>
    public Purpose? Find(string id) => Compiled(id)?.Purpose;

    /// <summary>As what the texts of each stand in records, and before policies.</summary>
    internal IEnumerable<AlertRule> Rules => _purposes.Values.SelectMany(static purpose => purpose.Purpose.Means.Contains(VerificationMeans.Voice) ? [purpose.Rule.Rule, purpose.Call.Rule] : (AlertRule[])[purpose.Rule.Rule]);

    internal CompiledPurpose? Compiled(string id) => _purposes.GetValueOrDefault(id);
}

/// <summary>A purpose with what is the same for each of its texts.</summary>
internal sealed class CompiledPurpose(Purpose purpose)
{
    public Purpose Purpose => purpose;

    /// <summary>As what its texts stand in records: <c>verification-login</c>.</summary>
    public CompiledRule Rule { get; } = RuleOf(purpose, VerificationMeans.Sms);

    /// <summary>The same of what its calls say.</summary>
    public CompiledRule Call { get; } = RuleOf(purpose, VerificationMeans.Voice);

    public Reason[] Reasons { get; } = [new("verification", $"a code for the purpose {purpose.Id}")];

    public Suppression Nobody { get; } = new($"verification-{purpose.Id}", MessageClass.OneTimeCode, new("not-a-recipient", "nobody is registered whom this code could go to; whoever asked is not told"));

    static CompiledRule RuleOf(Purpose purpose, VerificationMeans means) => new(new()
    {
        Id = $"verification-{purpose.Id}", Title = purpose.Title, Class = MessageClass.OneTimeCode, Template = purpose.TemplateOf(means), Validity = purpose.Validity,
    });

    public Suppression Limited { get; } = new($"verification-{purpose.Id}", MessageClass.OneTimeCode, new("verification-limited", "a limit of codes by phone, prefix or country is reached; whoever asked is not told"));
}
