using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Host;
using Tidings.Server.Tests.Deliver;
using Tidings.Storage;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Host;

public sealed class When_the_stores_upkeep_fails : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-upkeep-");

    [Fact]
    public async Task The_nodes_health_is_degraded_and_names_the_work()
    {
        var upkeep = new StoreUpkeep();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var health = new StoreHealth(upkeep, services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), NullLogger<StoreHealth>.Instance);
        await using var store = SqliteStore.Create(new() { Directory = _folder.FullName }, TimeProvider.System, upkeep);
        await store.Open(1, TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);
        await RefuseMerges();
        var chunk = 0;
        await Carrier.Until(async () =>
        {
            await store.Commit(new() { Lookups = [.. Enumerable.Range(0, 4_096).Select(row => new LookupRow(row, new MessageId((chunk * 4_096L) + row + 1), 0))] });
            chunk++;
            return upkeep.IsFailing(UpkeepWork.LookupMerge);
        });
        var result = await health.CheckHealthAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Degraded, result.Status);
        Assert.Contains(nameof(UpkeepWork.LookupMerge), result.Description, StringComparison.Ordinal);
    }

    async Task RefuseMerges()
    {
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "tidings.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "CREATE TRIGGER broken BEFORE UPDATE OF merging_into ON lookup_run BEGIN SELECT RAISE(ABORT, 'broken'); END";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
