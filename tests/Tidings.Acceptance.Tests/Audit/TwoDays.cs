using Microsoft.Data.Sqlite;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

[assembly: AssemblyFixture(typeof(TwoDays))]

namespace Tidings.Acceptance.Tests.Audit;

/// <summary>
/// What real nodes with a real carrier left on the disk: a folder of yesterday, one of today that went on from it, and a second history that went on from
/// yesterday otherwise. All are signed by the same key. Tests take copies.
/// </summary>
public sealed class TwoDays : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-days-");
    readonly SemaphoreSlim _once = new(1);
    bool _lived;

    internal string Yesterday => Path.Combine(_folder.FullName, "yesterday");
    internal string Today => Path.Combine(_folder.FullName, "today");
    internal string OtherHistory => Path.Combine(_folder.FullName, "other");

    /// <summary>What somebody kept of today's log.</summary>
    internal string Kept => Path.Combine(Today, "audit", "checkpoint");

    internal string Key => Path.Combine(Today, "audit", "vkey");

    /// <summary>The texts of today's folder, the oldest first. All of them were delivered.</summary>
    internal List<string> Messages { get; } = [];

    public ValueTask InitializeAsync() => default;

    /// <summary>Only where a test needs it: other tests of the assembly do not wait.</summary>
    internal async Task Lived()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_lived)
                await Live();
            _lived = true;
        }
        finally
        {
            _once.Release();
        }
    }

    async Task Live()
    {
        await using var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        string[] settings = ["--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret"];
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

    /// <summary>A copy of a folder, for one test to change.</summary>
    internal string CopyOf(string folder)
    {
        var copy = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        Copy(folder, copy);
        return copy;
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    internal static void Sql(string folder, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "tidings.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

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

    public ValueTask DisposeAsync()
    {
        _once.Dispose();
        _folder.Delete(recursive: true);
        return default;
    }
}
