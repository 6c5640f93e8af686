using Tidings.Core.Events;

namespace Tidings.Core.Track.Replies.Keywords;

/// <summary>The keywords out of the box, from presets.json: what a bank has until it stores its own.</summary>
public static class PresetKeywords
{
    public static KeywordList List { get; } = Load();

    static KeywordList Load()
    {
        using var stream = typeof(PresetKeywords).Assembly.GetManifestResourceStream("Tidings.Core.Track.Replies.Keywords.presets.json")
            ?? throw new InvalidOperationException("The preset keywords are not embedded.");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        var errors = new List<FieldError>();
        return KeywordListReader.Read(json, errors) ?? throw new InvalidOperationException($"The preset keywords are wrong: {errors[0]}");
    }
}
