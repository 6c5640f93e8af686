using System.CommandLine;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Audit;
using Tidings.Server.Host;
using Tidings.Server.Track;
using Tidings.Security.Keys;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings audit</c>: whoever doubts the log checks it, without the node's help.</summary>
internal static class AuditCommand
{
    static readonly Option<string> Log = new("--log") { Description = "The log: a folder with its checkpoint and tiles, or its URL", DefaultValueFactory = static _ => "data/audit" };
    static readonly Option<string> Key = new("--key") { Description = "The log's public key (vkey), or a file that holds it" };

    public static Command Create() => new("audit", "Checks, copies and witnesses the audit log")
    {
        Verify(), Export(), AuditProveCommand.Create(Log, Key), AuditShowCommand.Create(Log), AuditWitnessCommand.Create(), ShowKey(), Reindex(), AuditAcceptCommand.Create(),
    };

    static Command Verify()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "Compare with the store in this folder too; its node is stopped, or it is a copy" };
        var since = new Option<FileInfo[]>("--since") { Description = "A checkpoint of this log that was kept: the log must extend it" };
        var command = new Command("verify", "Checks the whole log, and names the first that is wrong") { Log, Key, data, since, AuditSource.ApiKey };
        command.SetAction((parsed, cancel) => Told(async () =>
        {
            var seen = new List<SignedNote>();
            foreach (var file in parsed.GetValue(since) ?? [])
                seen.Add(SignedNote.Parse(await File.ReadAllBytesAsync(file.FullName, cancel)) ?? throw new IOException($"{file.FullName} holds no checkpoint."));
            await using var store = parsed.GetValue(data) is { } folder ? await StoreForTools.Open(folder.FullName, cancel) : null;
            var check = store is null ? null : new StoreCheck(store.Store, store.TokenOf);
            using var http = new HttpClient();
            var verdict = await new LogCheck(AuditSource.Of(parsed.GetValue(Log)!, parsed.GetValue(AuditSource.ApiKey), http), AuditSource.KeyOf(parsed.GetValue(Key)), seen)
            {
                OnEntry = check is null ? null : (index, entry) => check.Entry(index, entry, cancel),
            }.Run(cancel);
            if (check is not null && verdict is LogVerdict.Good good)
                verdict = (LogVerdict?)await check.Rest(good, cancel) ?? verdict;
            if (verdict is LogVerdict.Wrong wrong)
                throw new IOException(wrong.What);
            var (head, pruned) = (LogVerdict.Good)verdict;
            var kept = pruned is null ? "" : $", of which those before {pruned.Size} were pruned";
            Console.WriteLine($"{head.Origin}: {head.Size} entries{kept}, all as signed{(check is null ? "" : ", and as in the store" + Missing(check))}. Root {Convert.ToBase64String(head.Root)}");
        }));
        return command;
    }

    static string Missing(StoreCheck check) => (check.Erased, check.Purged) switch
    {
        (0, 0) => "",
        (_, 0) => $" but for {check.Erased} of customers who were erased",
        (0, _) => $" but for {check.Purged} whose days were over",
        _ => $" but for {check.Erased} of customers who were erased and {check.Purged} whose days were over",
    };

    static Command Export()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where to; it may hold an older copy" };
        var command = new Command("export", "Copies the log (checkpoint, tiles, entries, from where it is kept; never the signing key) to a folder that anyone can check") { folder, Log, AuditSource.ApiKey };
        command.SetAction((parsed, cancel) => Told(async () =>
        {
            using var http = new HttpClient();
            var size = await LogCopy.Copy(AuditSource.Of(parsed.GetValue(Log)!, parsed.GetValue(AuditSource.ApiKey), http), new LogFolder(parsed.GetValue(folder)!.FullName), cancel);
            Console.WriteLine($"{size} entries");
        }));
        return command;
    }

    static Command Reindex()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data directory; its node is stopped", DefaultValueFactory = static _ => new("data") };
        var command = new Command("reindex", "Writes the look-up table anew from the journal, and records it: what was dropped is there again, what was added is gone") { data };
        command.SetAction((parsed, cancel) => StoreFolder.With(parsed.GetValue(data)!, async store =>
        {
            await Reindexing.Run(store, StoreFolder.Actor, TimeProvider.System, cancel);
            Console.WriteLine("The look-up table was written anew.");
        }));
        return command;
    }

    static Command ShowKey()
    {
        var command = new Command("key", "Prints the log's public key (vkey)") { Log };
        command.SetAction((parsed, _) => Told(() =>
        {
            var folder = new LogFolder(parsed.GetValue(Log)!);
            Console.WriteLine(Public(folder));
            return Task.CompletedTask;
        }));
        return command;
    }

    /// <summary>Of a node, whose own key is under a seal, or of a witness, whose key is in a file.</summary>
    static NoteKey Public(LogFolder folder)
    {
        if (folder.Read(SealedLogKey.PublicFile) is { } named)
            return NoteKey.Parse(Encoding.UTF8.GetString(named)) ?? throw new IOException($"The file {SealedLogKey.PublicFile} in {folder.Location} is no public key: it was changed.");
        if (folder.Read(LogKeyFile.FileName) is not { } bytes)
            throw new IOException($"There is no key of a log in {folder.Location}. A node makes it at its first start.");
        using var signer = NoteSigner.Parse(Encoding.UTF8.GetString(bytes)) ?? throw new IOException("The file of the signing key is broken.");
        return signer.Verifier;
    }

    /// <summary>0: as it should be. 1: not, and standard error says what.</summary>
    internal static async Task<int> Told(Func<Task> act)
    {
        try
        {
            await act();
            return 0;
        }
        catch (Exception failure) when (failure is IOException or StoreRefusedException or StoreUnavailableException or UnauthorizedAccessException or HttpRequestException or LogException or TileException or KeyProviderUnavailableException or KeyRefusedException)
        {
            // Which key, and what of it, is in the words of whoever keeps it.
            Console.Error.WriteLine(failure.InnerException is KeyRefusedException or KeyProviderUnavailableException ? $"{failure.Message} {failure.InnerException.Message}" : failure.Message);
            return 1;
        }
    }
}
