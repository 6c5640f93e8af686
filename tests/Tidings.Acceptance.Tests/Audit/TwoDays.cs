using Tidings.Acceptance.Tests.Audit;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

[assembly: AssemblyFixture(typeof(TwoDays))]

namespace Tidings.Acceptance.Tests.Audit;

/// <summary>
/// What real nodes with a real carrier left on the disk: a folder of yesterday, one of today that went on from it, and a second history that went on from
/// yesterday otherwise. All are signed by the same key.
/// </summary>
public sealed class TwoDays() : LeftBehind("tidings-days-")
{
    internal string Yesterday => At("yesterday");
    internal string Today => At("today");
    internal string OtherHistory => At("other");

    /// <summary>What somebody kept of today's log.</summary>
    internal string Kept => Path.Combine(Today, "audit", "checkpoint");

    internal string Key => Path.Combine(Today, "audit", "vkey");

    /// <summary>The texts of today's folder, the oldest first. All of them were delivered.</summary>
    internal List<string> Messages { get; } = [];

    private protected override async Task Live(string[] settings)
    {
        await using (var node = await BankNode.Start(Yesterday, settings))
        {
            await node.Register();
            foreach (var id in (string[])["y-1", "y-2"])
                Messages.Add(await node.Pay(id));
            await node.Stop();
        }
        Copy(Yesterday, Today);
        Copy(Yesterday, OtherHistory);
        await using (var node = await BankNode.Start(Today, settings))
        {
            foreach (var id in (string[])["t-1", "t-2", "t-3"])
                Messages.Add(await node.Pay(id));
            await node.Stop();
        }
        await using (var node = await BankNode.Start(OtherHistory, settings))
        {
            for (var i = 0; i < 4; i++)
                await node.Pay($"o-{i}");
            await node.Stop();
        }
    }

    internal static void Sql(string folder, string text) => Assert.NotEqual(0, Execute(Path.Combine(folder, "tidings.db"), text));

    internal static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>The file of a log's first bundle of entries, or of its first tile.</summary>
    internal static string First(string folder, string level) =>
        Directory.GetFiles(Path.Combine(folder, "audit", "tile", level, "000.p")).MaxBy(static file => int.Parse(Path.GetFileName(file), System.Globalization.CultureInfo.InvariantCulture))!;

    /// <summary>Where a fact stands in a log.</summary>
    internal static int EntryOf(string folder, AuditKind kind, long subject)
    {
        var entries = EntryBundle.Read(File.ReadAllBytes(First(folder, "entries")))!;
        return entries.FindIndex(entry => AuditEntry.Parse(entry) is { } found && found.Kind == kind && found.Subject == subject);
    }
}
