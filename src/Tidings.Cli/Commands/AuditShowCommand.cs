using System.CommandLine;
using System.Globalization;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Sealing;
using Tidings.Server.Audit;
using Tidings.Server.Host;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings audit show</c>: what an entry speaks of and who it was, opened by the store.</summary>
internal static class AuditShowCommand
{
    public static Command Create(Option<string> log)
    {
        var entry = new Argument<long>("entry") { Description = "The index of an entry, from 0" };
        var data = new Option<DirectoryInfo>("--data") { Description = "The store in this folder opens it; its node is stopped, or it is a copy", DefaultValueFactory = static _ => new("data") };
        var command = new Command("show", "Says what an entry speaks of and who it was, which the log alone does not; 'verify' says whether it is the one that was signed") { entry, log, data, AuditSource.ApiKey };
        command.SetAction((parsed, cancel) => AuditCommand.Told(async () =>
        {
            using var http = new HttpClient();
            var source = AuditSource.Of(parsed.GetValue(log)!, parsed.GetValue(AuditSource.ApiKey), http);
            var index = parsed.GetValue(entry);
            if (await source.Read("checkpoint", cancel) is not { } bytes || SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } head)
                throw new TileException("checkpoint", "is missing or broken");
            if (index < 0 || index >= head.Size)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The log has {head.Size} entries: 0 to {head.Size - 1}."));
            if (await PrunedNote.Read(source, null, head, cancel) is { } pruned && index < pruned.Size)
                throw new IOException(PrunedNote.Words(index, pruned));
            var entries = await new TiledTree(source, head.Size).Entries(index / TilePath.Width, cancel);
            await using var store = await StoreForTools.Open(parsed.GetValue(data)!.FullName, cancel);
            try
            {
                Console.WriteLine(await new EntryWords(store.Store).Of(entries[(int)(index % TilePath.Width)], cancel));
            }
            catch (SealRefusedException refused)
            {
                throw new IOException($"{refused.Row ?? "A key"} does not open: it was changed or moved in the store.");
            }
        }));
        return command;
    }
}
