using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>The purposes out of the box, from presets.json: what a bank has until it stores its own.</summary>
public static class PresetPurposes
{
    public static PurposeList List { get; } = Load();

    static PurposeList Load()
    {
        using var stream = typeof(PresetPurposes).Assembly.GetManifestResourceStream("Tidings.Core.Verify.presets.json")
            ?? throw new InvalidOperationException("The preset purposes are not embedded.");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var errors = new List<FieldError>();
        return PurposeListReader.Read(json, errors) ?? throw new InvalidOperationException($"The preset purposes are wrong: {errors[0]}");
    }
}
