using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;

namespace Tidings.Cli.Commands;

/// <summary>Work on the store's folder while no node holds it.</summary>
internal static class StoreFolder
{
    /// <summary>Who acts where the store is: whoever may read the folder. No name of the system's would prove more.</summary>
    public const string Actor = "machine";

    public static async Task<int> With(DirectoryInfo data, Func<IStore, Task> act)
    {
        try
        {
            await using var store = SqliteStore.Create(new() { Directory = data.FullName }, TimeProvider.System);
            await store.Open(partitions: 0, CancellationToken.None);
            await act(store);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or StoreRefusedException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
