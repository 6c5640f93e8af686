using Microsoft.Data.Sqlite;

namespace Tidings.Acceptance.Tests;

/// <summary>What real nodes with a real carrier left on the disk, made once for all tests that take copies and break them; and only where one needs it, so that others do not wait.</summary>
public abstract class LeftBehind(string prefix) : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(prefix);
    readonly SemaphoreSlim _once = new(1);
    bool _lived;

    private protected string At(string name) => Path.Combine(_folder.FullName, name);

    public ValueTask InitializeAsync() => default;

    /// <summary>A carrier, and the settings by which a node binds to it.</summary>
    internal static async Task<(TidingsProcess Carrier, string[] Settings)> Carrier()
    {
        var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        return (carrier, ["--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret"]);
    }

    internal async Task Lived()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_lived)
                return;
            var (carrier, settings) = await Carrier();
            await using (carrier)
                await Live(settings);
            _lived = true;
        }
        finally
        {
            _once.Release();
        }
    }

    private protected abstract Task Live(string[] settings);

    /// <summary>A copy of a folder, for one test to change.</summary>
    internal string CopyOf(string folder)
    {
        var copy = At(Path.GetRandomFileName());
        Copy(folder, copy);
        return copy;
    }

    private protected static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <returns>How many rows it changed.</returns>
    internal static int Execute(string file, string sql)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _once.Dispose();
        _folder.Delete(recursive: true);
        return default;
    }
}
