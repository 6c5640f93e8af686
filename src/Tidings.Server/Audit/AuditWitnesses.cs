using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Audit.Witness;

namespace Tidings.Server.Audit;

/// <summary>Asks the configured witnesses to cosign (C2SP tlog-witness). One that does not answer is told, and asked again with the next checkpoint or after a while.</summary>
internal sealed class AuditWitnesses : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = SignedNote.LongestBytes };
    readonly List<Known> _known = [];
    readonly ILogger _log;

    sealed record Known(Uri Url, NoteKey Key)
    {
        public long Size { get; set; }
    }

    public AuditWitnesses(IOptions<AuditOptions> options, ILogger<AuditWitnesses> log)
    {
        _log = log;
        foreach (var witness in (options.Value.Witnesses ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            _known.Add(witness.Split(' ', 2) is [var url, var vkey] && Uri.TryCreate(url.TrimEnd('/') + "/add-checkpoint", UriKind.Absolute, out var address)
                && NoteKey.Parse(vkey) is { } key && key.Kind == SignatureKind.Ed25519Cosignature
                ? new(address, key)
                : throw new OptionsValidationException(nameof(AuditOptions.Witnesses), typeof(AuditOptions), ["Audit:Witnesses: a witness is a URL, a space and the vkey of its cosignatures."]));
    }

    /// <summary>A witness has not cosigned this checkpoint.</summary>
    public bool Lack(SignedNote note) => _known.Any(witness => !Has(note, witness));

    static bool Has(SignedNote note, Known witness) => note.Signatures.Any(signature => signature.IsOf(witness.Key));

    /// <summary>Asks those that have not cosigned it, all at once, and hands each answer over as it comes. One call at a time.</summary>
    public Task Ask(LogFolder folder, SignedNote note, Func<NoteSignature, Task> cosigned, CancellationToken cancel) => Checkpoint.Parse(note.Text) is not { } head ? Task.CompletedTask
        : Task.WhenAll(_known.Where(witness => !Has(note, witness)).Select(witness => Ask(witness, new(new FolderTiles(folder.Location), head.Size), note, cosigned, cancel)));

    async Task Ask(Known witness, TiledTree tree, SignedNote note, Func<NoteSignature, Task> cosigned, CancellationToken cancel)
    {
        try
        {
            if (await Ask(witness, tree, note, cancel) is { } cosignature)
                await cosigned(cosignature);
        }
        catch (TileException)
        {
            // It was away for longer than the log is kept, or a tile is missing, which 'tidings audit verify' names.
            AuditLogText.NotCosigned(_log, witness.Key.Name, FormattableString.Invariant($"it knows {witness.Size} entries, and the log cannot prove any more that it extends those"));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException && !cancel.IsCancellationRequested)
        {
            AuditLogText.NotCosigned(_log, witness.Key.Name, failure.GetType().Name);
        }
    }

    async Task<NoteSignature?> Ask(Known witness, TiledTree tree, SignedNote note, CancellationToken cancel)
    {
        // Twice: the first answer may be the size that the witness knows.
        for (var attempt = 0; ; attempt++)
        {
            var request = new AddCheckpoint(witness.Size, await tree.Consistency(witness.Size, cancel), note);
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.ToString()));
            using var response = await _http.PostAsync(witness.Url, content, cancel);
            var body = await response.Content.ReadAsStringAsync(cancel);
            if (response.IsSuccessStatusCode && SignedNote.Parse(Encoding.UTF8.GetBytes(note.Text + "\n" + body)) is { } answered && answered.IsSignedBy(witness.Key))
            {
                witness.Size = tree.Size;
                return answered.Signatures.First(signature => signature.IsOf(witness.Key));
            }
            if (attempt == 0 && (int)response.StatusCode == 409 && response.Content.Headers.ContentType?.MediaType == "text/x.tlog.size"
                && long.TryParse(body.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var knows) && knows <= tree.Size)
            {
                witness.Size = knows;
                continue;
            }
            AuditLogText.NotCosigned(_log, witness.Key.Name, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
