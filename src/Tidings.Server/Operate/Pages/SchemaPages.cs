using Tidings.Core.Events;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Pages;

/// <summary>The published schemas of the event types.</summary>
internal static class SchemaPages
{
    const string Extension = ".json";

    public static IResult List() => Results.Json(EventTypes.Predefined.Select(type => new { type, schema = $"/schemas/{type}{Extension}" }));

    public static IResult Get(string file) =>
        file.EndsWith(Extension, StringComparison.Ordinal) && EventSchemas.TryGet(file[..^Extension.Length], out var schema)
            ? Results.Bytes(schema, "application/schema+json")
            : new Problem(ProblemCodes.NotFound) { Detail = "There is no such event type." };
}
