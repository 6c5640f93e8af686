using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tidings.Simulator.Phone;

/// <summary>The page's files, from the assembly.</summary>
internal static class Files
{
    const string Folder = "Tidings.Simulator.Phone.wwwroot.";

    static readonly FrozenDictionary<string, byte[]> ByName = typeof(Files).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], Read);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", context => Send(context, "index.html"));
        foreach (var name in ByName.Keys)
            app.MapGet("/" + name, context => Send(context, name));
    }

    static async Task Send(HttpContext context, string name)
    {
        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        await context.Response.Body.WriteAsync(ByName[name], context.RequestAborted);
    }

    static byte[] Read(string name)
    {
        using var stream = typeof(Files).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
