using System.CommandLine;
using System.Globalization;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings audit prove</c>: the proof of any entry, from the tiles alone.</summary>
internal static class AuditProveCommand
{
    public static Command Create(Option<string> log, Option<string> key)
    {
        var entry = new Argument<long>("entry") { Description = "The index of an entry, from 0" };
        var command = new Command("prove", "Prints the .tlog-proof of an entry, checked against the log's key") { entry, log, key, AuditSource.ApiKey };
        command.SetAction((parsed, cancel) => AuditCommand.Told(async () =>
        {
            using var http = new HttpClient();
            var source = AuditSource.Of(parsed.GetValue(log)!, parsed.GetValue(AuditSource.ApiKey), http);
            var (index, verifier) = (parsed.GetValue(entry), AuditSource.KeyOf(parsed.GetValue(key)));
            if (await source.Read("checkpoint", cancel) is not { } bytes || SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } head)
                throw new TileException("checkpoint", "is missing or broken");
            if (index < 0 || index >= head.Size)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The log has {head.Size} entries: 0 to {head.Size - 1}."));
            if (await PrunedNote.Read(source, verifier, head, cancel) is { } pruned && index < pruned.Size)
                throw new IOException(PrunedNote.Words(index, pruned));
            var tree = new TiledTree(source, head.Size);
            var proof = new TlogProof(null, index, await tree.Inclusion(index, cancel), note);
            var entries = await tree.Entries(index / TilePath.Width, cancel);
            if (!proof.Holds(entries[(int)(index % TilePath.Width)].Span, verifier))
                throw new IOException($"Entry {index} is not the one that was signed. 'tidings audit verify' checks the whole log.");
            Console.Out.Write(proof.ToString());
        }));
        return command;
    }
}
