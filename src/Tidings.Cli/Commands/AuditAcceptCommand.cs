using System.CommandLine;
using Tidings.Server.Audit;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings audit accept</c>: rows that are gone for good, and no backup helps, are acknowledged.</summary>
internal static class AuditAcceptCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data directory; its node is stopped", DefaultValueFactory = static _ => new("data") };
        var reason = new Option<string?>("--reason") { Description = "Why it is accepted, for the record; without it what is missing is only shown" };
        var command = new Command("accept", "Shows which rows without an entry in the log are missing, and with a reason takes them for gone: the tally is counted anew, and that is recorded") { data, reason };
        command.SetAction((parsed, cancel) =>
        {
            var why = parsed.GetValue(reason);
            if (why is not null && Acceptance.WrongIn(why) is { } wrong)
            {
                Console.Error.WriteLine(wrong);
                return Task.FromResult(1);
            }
            return StoreFolder.With(parsed.GetValue(data)!, async store =>
            {
                var found = await Acceptance.Look(store, TimeProvider.System, cancel);
                foreach (var missing in found.Missing)
                    Console.WriteLine(missing);
                if (found.Missing.Count == 0)
                    Console.WriteLine("Nothing is missing. Nothing was written.");
                else if (why is null)
                    throw new IOException("""
                        Nothing was written. Put a backup back, if one helps. If none does: --reason "…" records why, and takes this for gone. The tally begins anew with the rows that there are, and neither a start nor
                        tidings audit verify --data tells of these any more. Texts of which nothing says what came of them count as perhaps sent: alerts that are due go once more, codes do not. It cannot be undone.
                        """);
                else
                {
                    await found.Accept(StoreFolder.Actor, why, cancel);
                    Console.WriteLine($"Accepted, and recorded as {Acceptance.Act}. What has an entry in the log is still missed by tidings audit verify --data: the log forgets nothing.");
                }
            });
        });
        return command;
    }
}
