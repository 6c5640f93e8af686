using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Tidings.Server.Audit;

/// <summary>The query of <c>GET /v1/audit/acts</c>, as it was written.</summary>
internal sealed class ActAsked
{
    [Description("Exactly this actor, as acts name him: key:0a1b2c3d, operator:ada, system.")]
    public string? Actor { get; init; }

    [Description("A kind (template.changed), or what stands before its dot (template).")]
    public string? Kind { get; init; }

    [Description("A document (template/fee/3, message/m02abc…), or what it begins with up to a slash (template/fee).")]
    public string? Document { get; init; }

    [Description("At or after this time: 2026-11-25T12:00:00Z.")]
    public string? From { get; init; }

    [Description("Before this time.")]
    public string? To { get; init; }

    [Description("next of an earlier page.")]
    public string? Cursor { get; init; }

    [Description("The most that a page shows: 1 to 200. Default 50.")]
    public string? Limit { get; init; }
}

/// <summary>Who did what when.</summary>
/// <param name="Id">In the order of time.</param>
/// <param name="Kind"><c>template.changed</c>, <c>message.revealed</c> ...</param>
/// <param name="Document">What it was done to.</param>
/// <param name="Reason">As the actor gave it; absent where none was asked for.</param>
internal sealed record ActShown(string Id, DateTimeOffset At, string Actor, string Kind, string Document, string? Reason);

/// <param name="Acts">The newest first.</param>
/// <param name="Next">Where the next page goes on; absent: this was the last. A page may be short, or empty, and still have a next one.</param>
internal sealed record ActList(IReadOnlyList<ActShown> Acts, string? Next = null);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActList))]
internal sealed partial class ActListJson : JsonSerializerContext;
