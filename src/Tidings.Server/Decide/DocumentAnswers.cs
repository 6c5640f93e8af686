using Microsoft.AspNetCore.Http.Features;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide;

/// <summary>How the bank's documents are answered: their version as ETag, so that a change can name the one it was made from.</summary>
internal static class DocumentAnswers
{
    public const int MostBytes = 1 << 18;

    /// <returns>Null: there are more than <paramref name="most"/> bytes.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadBody(HttpRequest request, CancellationToken cancel, int most = MostBytes)
    {
        if (request.ContentLength > most)
            return null;
        if (most > MostBytes && request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > most)
                return null;
            body.Write(buffer, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    public static Problem TooLarge { get; } = LargerThan(MostBytes);

    public static Problem LargerThan(int most) => new(ProblemCodes.BodyTooLarge) { Detail = $"A document has at most {most} bytes." };

    public static IResult Document(HttpContext http, byte[] json, int version)
    {
        SetVersion(http, version);
        return Results.Bytes(json, "application/json");
    }

    /// <summary>A document that is put: the version that it was made from, its bytes within their bound, read and saved; whatever is wrong is told.</summary>
    /// <param name="read">The document; null, or errors: it is none.</param>
    /// <param name="save">Takes the version that the change was made from; null where none was named.</param>
    /// <param name="lint">What is to be said of the document though it is taken; null: nothing is looked for.</param>
    /// <param name="most">So many bytes at most.</param>
    public static async Task<IResult> Put<T>(
        HttpContext http, Func<ReadOnlyMemory<byte>, List<FieldError>, T?> read, Func<T, int?, Task<Saved>> save, CancellationToken cancel,
        Func<T, IReadOnlyList<PolicyFinding>>? lint = null, int most = MostBytes)
        where T : class
    {
        var expected = Expected(http.Request, out var problem);
        if (problem is not null)
            return problem;
        if (await ReadBody(http.Request, cancel, most) is not { } body)
            return LargerThan(most);
        var errors = new List<FieldError>();
        return read(body, errors) is { } document && errors.Count == 0
            ? Answer(http, await save(document, expected), lint: lint?.Invoke(document))
            : new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
    }

    /// <summary>The document, with an error where it names itself otherwise than its address does.</summary>
    public static T? Named<T>(string id, T? document, Func<T, string?> nameOf, List<FieldError> errors, string fix = "Write the same id in both places.")
        where T : class
    {
        if (document is not null && nameOf(document) is { } own && own != id)
            errors.Add(new("id", FieldCodes.UnknownValue, "It is not the id of the address.", fix));
        return document;
    }

    /// <summary>The version of <c>If-Match</c>, null where there is none; <paramref name="problem"/> where it is not one.</summary>
    public static int? Expected(HttpRequest request, out Problem? problem)
    {
        problem = null;
        if (request.Headers.IfMatch is not [{ Length: > 0 } header] || header == "*")
            return null;
        if (int.TryParse(header.AsSpan().Trim('"'), out var version) && version >= 0)
            return version;
        problem = new Problem(ProblemCodes.InvalidParameter) { Errors = [new("If-Match", FieldCodes.Format, "It is not a version.", "Send the ETag that you were given.")] };
        return null;
    }

    public static IResult Answer(HttpContext http, Saved saved, object? body = null, IReadOnlyList<PolicyFinding>? lint = null)
    {
        switch (saved)
        {
            case Saved.Stored stored:
                SetVersion(http, stored.Version);
                return Results.Json(body ?? (lint is null ? new { version = stored.Version } : (object)new { version = stored.Version, findings = lint }));
            case Saved.Proposed proposed:
                http.Response.Headers.Location = $"/v1/proposals/{proposed.Id}";
                return Results.Json(lint is null ? new { proposal = proposed.Id } : (object)new { proposal = proposed.Id, findings = lint }, statusCode: StatusCodes.Status202Accepted);
            case Saved.Refused refused:
                return new Problem(ProblemCodes.ValidationFailed) { Errors = refused.Errors };
            case Saved.Conflict conflict:
                return new Problem(ProblemCodes.Conflict) { Detail = $"The newest version is {conflict.Newest}. Read it, and make the change in it." };
            default:
                throw new InvalidOperationException("A change is one of the four.");
        }
    }

    static void SetVersion(HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version}\"";
}
