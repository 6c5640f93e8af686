using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>The alerts out of the box, from presets.json: what a bank has until it edits them.</summary>
public static class PresetAlerts
{
    public static IReadOnlyList<AlertRule> Rules { get; } = Load();

    static AlertRule[] Load()
    {
        using var stream = typeof(PresetAlerts).Assembly.GetManifestResourceStream("Tidings.Core.Decide.Alerts.presets.json")
            ?? throw new InvalidOperationException("The preset alerts are not embedded.");
        using var document = JsonDocument.Parse(stream);
        var errors = new List<FieldError>();
        var rules = document.RootElement.EnumerateArray().Select((rule, i) => AlertRuleReader.Read(rule, $"[{i}]", errors)).ToArray();
        return errors.Count == 0 ? rules.OfType<AlertRule>().ToArray() : throw new InvalidOperationException($"A preset alert is wrong: {errors[0]}");
    }
}
