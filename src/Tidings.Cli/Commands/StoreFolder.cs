using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Server.Host;

namespace Tidings.Cli.Commands;

/// <summary>Work on the store's folder. Where something is sealed there, the section <c>Keys</c> comes from the environment, as the node has it.</summary>
internal static class StoreFolder
{
    /// <summary>Who acts where the store is: whoever may read the folder. No name of the system's would prove more.</summary>
    public const string Actor = "machine";

    /// <summary>While no node holds it.</summary>
    public static Task<int> With(DirectoryInfo data, Func<IStore, Task> act) => With(static folder => StoreForTools.Open(folder, CancellationToken.None), data, act);

    /// <summary>Also beside the node that holds it; nothing is written.</summary>
    public static Task<int> Look(DirectoryInfo data, Func<IStore, Task> act) => With(static folder => StoreForTools.Look(folder, CancellationToken.None), data, act);

    static async Task<int> With(Func<string, Task<StoreForTools>> open, DirectoryInfo data, Func<IStore, Task> act)
    {
        try
        {
            await using var opened = await open(data.FullName);
            await act(opened.Store);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or StoreRefusedException or UnauthorizedAccessException or StoreUnavailableException or KeyRefusedException or KeyProviderUnavailableException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
