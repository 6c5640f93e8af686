using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tidings.Simulator.Phone;

/// <summary>JSON in and out of a request.</summary>
internal static class Json
{
    public static Task WriteAsync<T>(HttpContext context, T value, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, PhoneJson.Options, context.RequestAborted);
    }

    /// <summary>The body, or null when a problem has been answered already.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problem.NotJson("Content-Type must be application/json.").WriteAsync(context);
            return null;
        }
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, PhoneJson.Options, context.RequestAborted) is { } value)
                return value;
            await Problem.NotJson("The body is null.").WriteAsync(context);
        }
        catch (JsonException e)
        {
            await (e.Path is { Length: > 2 } path
                ? Problem.Invalid(path[2..], "is not known here, or its value is not one of those that it may have")
                : Problem.NotJson("The body is not JSON.")).WriteAsync(context);
        }
        catch (BadHttpRequestException e)
        {
            await new Problem("/problems/not-json", "The body cannot be read", e.StatusCode, "The body is longer than 64 KB.").WriteAsync(context);
        }
        return null;
    }
}
