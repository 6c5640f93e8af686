using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Compose;

/// <summary>A template as its author sends it: the address names it and the store numbers it.</summary>
internal sealed record TemplateDocument : IMayHaveHoles
{
    public string? Id { get; init; }
    /// <summary>Ignored: what GET gave may be sent back as it is.</summary>
    public int? Version { get; init; }
    [JsonRequired] public MessageClass Class { get; init; }
    /// <summary>Null: approved.</summary>
    public TemplateState? State { get; init; }
    public IReadOnlyList<string>? Requires { get; init; }
    [JsonRequired] public IReadOnlyDictionary<string, string> Bodies { get; init; } = new Dictionary<string, string>();

    public IEnumerable<string> Holes()
    {
        for (var i = 0; i < Requires?.Count; i++)
            if (Requires[i] is null)
                yield return $"requires[{i}]";
        foreach (var (language, body) in Bodies)
            if (body is null)
                yield return $"bodies.{language}";
    }

    public Template ToTemplate(string id) => new() { Id = id, Version = 1, Class = Class, State = State ?? TemplateState.Approved, Requires = Requires ?? [], Bodies = Bodies };
}

/// <summary>What is to be previewed.</summary>
internal sealed record PreviewRequest : IMayHaveHoles
{
    /// <summary>A saved template, its newest version; or</summary>
    public string? Id { get; init; }
    /// <summary>one that is not saved.</summary>
    public TemplateDocument? Template { get; init; }
    /// <summary>Null: every language of the template.</summary>
    public IReadOnlyList<string>? Languages { get; init; }
    /// <summary>Null: typical.</summary>
    public PreviewSample? Sample { get; init; }
    public PreviewValues? Values { get; init; }

    public IEnumerable<string> Holes()
    {
        for (var i = 0; i < Languages?.Count; i++)
            if (Languages[i] is null)
                yield return $"languages[{i}]";
        foreach (var hole in Template?.Holes() ?? [])
            yield return "template." + hole;
    }
}

/// <summary>A document with lists: the serialiser refuses null for a member, but not among a list's items.</summary>
internal interface IMayHaveHoles
{
    /// <summary>The places where null stands for a text.</summary>
    IEnumerable<string> Holes();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(Words<MessageClass>), typeof(Words<TemplateState>), typeof(Words<PreviewSample>)])]
[JsonSerializable(typeof(TemplateDocument))]
[JsonSerializable(typeof(PreviewRequest))]
internal sealed partial class ComposeJson : JsonSerializerContext
{
    public static T? Read<T>(ReadOnlyMemory<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, List<FieldError> errors) where T : class, IMayHaveHoles
    {
        try
        {
            if (JsonSerializer.Deserialize(json.Span, type) is { } read)
            {
                var holes = read.Holes().ToArray();
                errors.AddRange(holes.Select(static hole => new FieldError(hole, FieldCodes.WrongType, "It is null.", "Write a text, or leave it out.")));
                return holes.Length == 0 ? read : null;
            }
            errors.Add(new("$", FieldCodes.Missing, "There is no document.", "Send a JSON object."));
        }
        catch (JsonException wrong)
        {
            // The path is the author's own; the message could repeat what he wrote.
            errors.Add(new(wrong.Path ?? "$", FieldCodes.Format, $"It does not fit here (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}).", "See docs/templates.md for the document."));
        }
        return null;
    }
}

internal sealed class Words<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
