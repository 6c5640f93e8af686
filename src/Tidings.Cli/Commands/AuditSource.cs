using System.CommandLine;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Cli.Commands;

/// <summary>What the options of <c>tidings audit</c> mean.</summary>
internal static class AuditSource
{
    /// <summary>An option of its own, and none of the environment's: a log may be read from somebody else's address, which must not get it.</summary>
    public static readonly Option<string?> ApiKey = new("--api-key") { Description = "API key or session with audit:read, where --log is the URL of a node that asks for one" };

    public static ITileSource Of(string log, string? key, HttpClient http)
    {
        if (!Uri.TryCreate(log.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new FolderTiles(log);
        http.BaseAddress = url;
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new HttpTiles(http);
    }

    public static NoteKey KeyOf(string? key) =>
        NoteKey.Parse(key is not null && File.Exists(key) ? File.ReadAllText(key) : key ?? "")
        ?? throw new IOException("--key is needed: the log's public key (vkey) as 'tidings audit key' prints it, or a file that holds it.");
}
