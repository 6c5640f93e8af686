using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Policies;

/// <summary>What the bank says about policies: which packs hold for it, and what only it knows. Part of <see cref="BankSettings"/>.</summary>
public sealed record BankPolicies
{
    /// <summary>Ids of the packs that are on.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];
    /// <summary>The legal basis on which an alert is sent, by the alert's id: <c>tcpa-fi-exempt</c>. Alerts that are not here have none.</summary>
    public IReadOnlyDictionary<string, string> Bases { get; init; } = new Dictionary<string, string>();
    /// <summary>How links begin that the bank has registered, without a scheme: <c>bank.example/</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    internal static BankPolicies Read(DocumentReader reader)
    {
        var policies = new BankPolicies
        {
            Packs = reader.List("packs", false, 100, (item, at) => Word(item.ValueKind == System.Text.Json.JsonValueKind.String ? item.GetString()! : "", at, reader.Errors)),
            Bases = ReadBases(reader),
            Links = reader.List("links", false, 100, (item, at) => Link(item.ValueKind == System.Text.Json.JsonValueKind.String ? item.GetString()! : "", at, reader.Errors)),
        };
        reader.Done();
        return policies;
    }

    static Dictionary<string, string> ReadBases(DocumentReader reader)
    {
        var bases = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!reader.TryGet("bases", out var listed))
            return bases;
        if (listed.ValueKind != System.Text.Json.JsonValueKind.Object)
            reader.Wrong("bases", FieldCodes.Format, "It is not an object.", "Write alerts with their legal bases: { \"card-blocked\": \"tcpa-fi-exempt\" }.");
        foreach (var entry in listed.ValueKind == System.Text.Json.JsonValueKind.Object ? listed.EnumerateObject().ToArray() : [])
            bases[Word(entry.Name, reader.At($"bases.{entry.Name}"), reader.Errors)] =
                Word(entry.Value.ValueKind == System.Text.Json.JsonValueKind.String ? entry.Value.GetString()! : "", reader.At($"bases.{entry.Name}"), reader.Errors);
        return bases;
    }

    static string Word(string text, string at, List<FieldError> errors)
    {
        if (!PolicyPackReader.IsWord(text))
            errors.Add(new(at, FieldCodes.Format, "It is not as it should be, or longer than 40.", "Write lower case letters, digits and hyphens."));
        return text;
    }

    static string Link(string text, string at, List<FieldError> errors)
    {
        // A beginning without its slash would let bank.example.evil.example through.
        if (text.Length is < 4 or > 200 || !text.Contains('/', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal))
            errors.Add(new(at, FieldCodes.Format, "It is not the beginning of a link.", "Write host and slash, without a scheme: bank.example/."));
        return text;
    }
}
