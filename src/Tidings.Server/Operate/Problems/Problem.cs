using Tidings.Core.Events;

namespace Tidings.Server.Operate.Problems;

/// <summary>An answer that says what went wrong, after RFC 9457: <c>application/problem+json</c> with code and, where fields are wrong, each of them.</summary>
public sealed record Problem(ProblemCode Code) : IResult
{
    /// <summary>What is wrong with this request, without repeating personal values. Null: the title says it all.</summary>
    public string? Detail { get; init; }
    /// <summary>Every field that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    /// <summary>The event's id, where the problem is about one.</summary>
    public string? EventId { get; init; }
    /// <summary>After how many seconds to try again. Null: trying again unchanged does not help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Writes the member <c>report</c>: how far it came before the problem.</summary>
    internal Action<System.Text.Json.Utf8JsonWriter>? Report { get; init; }

    /// <summary>Writes the member <c>allowed</c>: what may be done in place of what was asked, and why not that.</summary>
    internal Action<System.Text.Json.Utf8JsonWriter>? Allowed { get; init; }

    /// <summary>Only where the status is not the code's own (another 4xx of the server).</summary>
    internal int? Status { get; init; }

    /// <summary>Writes the answer.</summary>
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.Write(httpContext, this);
}
