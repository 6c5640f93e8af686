using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>The rules out of the box, from presets.json: what a bank has until it stores its own. They are off as a whole, so that nothing is scored that nobody has asked for.</summary>
public static class PresetFraudRules
{
    public static FraudRules Rules { get; } = Load();

    static FraudRules Load()
    {
        using var stream = typeof(PresetFraudRules).Assembly.GetManifestResourceStream("Tidings.Core.Decide.Fraud.Rules.presets.json")
            ?? throw new InvalidOperationException("The preset fraud rules are not embedded.");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var errors = new List<FieldError>();
        return FraudRulesReader.Read(json, errors) ?? throw new InvalidOperationException($"The preset fraud rules are wrong: {errors[0]}");
    }
}
