using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Cli.Commands;

/// <summary>What the options of <c>tidings audit</c> mean.</summary>
internal static class AuditSource
{
    public static ITileSource Of(string log, HttpClient http)
    {
        if (!Uri.TryCreate(log.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new FolderTiles(log);
        http.BaseAddress = url;
        return new HttpTiles(http);
    }

    public static NoteKey KeyOf(string? key) =>
        NoteKey.Parse(key is not null && File.Exists(key) ? File.ReadAllText(key) : key ?? "")
        ?? throw new IOException("--key is needed: the log's public key (vkey) as 'tidings audit key' prints it, or a file that holds it.");
}
