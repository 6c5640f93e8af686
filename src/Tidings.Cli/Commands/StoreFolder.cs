using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Server.Host;

namespace Tidings.Cli.Commands;

/// <summary>Work on the store's folder while no node holds it. Where something is sealed there, the section <c>Keys</c> comes from the environment, as the node has it.</summary>
internal static class StoreFolder
{
    /// <summary>Who acts where the store is: whoever may read the folder. No name of the system's would prove more.</summary>
    public const string Actor = "machine";

    public static async Task<int> With(DirectoryInfo data, Func<IStore, Task> act)
    {
        try
        {
            await using var opened = await StoreForTools.Open(data.FullName, CancellationToken.None);
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
