using Microsoft.Data.Sqlite;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Acceptance.Tests.Doctor;

[assembly: AssemblyFixture(typeof(LivedIn))]

namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>What a node left on the disk when it stopped, one text delivered; tests take copies and break them.</summary>
public sealed class LivedIn : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-lived-in-");
    readonly SemaphoreSlim _once = new(1);
    bool _lived;
    int _copies;

    string Original => Path.Combine(_folder.FullName, "data");

    public ValueTask InitializeAsync() => default;

    internal static async Task<(TidingsProcess Carrier, string[] Settings)> Carrier()
    {
        var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        return (carrier, ["--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret"]);
    }

    internal async Task<string> Copy()
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
        var copy = Path.Combine(_folder.FullName, $"copy-{Interlocked.Increment(ref _copies)}");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(Original))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    async Task Live()
    {
        var (carrier, settings) = await Carrier();
        await using var _ = carrier;
        await using var node = await BankNode.Start(Original, settings);
        await node.Register();
        await node.Pay("e-1");
        await node.Stop();
    }

    internal static void Sql(string file, string sql)
    {
        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        _once.Dispose();
        return default;
    }
}
