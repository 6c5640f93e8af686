using System.Text.Json;
using Tidings.Tests.Peers;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>A script of tests/peers/node-smpp as a process of its own.</summary>
internal sealed class NodePeer : IDisposable
{
    private readonly NodePackage _package;

    private NodePeer(NodePackage package) => _package = package;

    public static async Task<NodePeer> StartAsync(params string[] arguments) => new(await NodePackage.Start("node-smpp", arguments));

    /// <summary>The next line that the script prints.</summary>
    public Task<JsonElement> NextAsync() => _package.Next(Patience.Token);

    /// <summary>The lines until the script ends.</summary>
    public async Task<List<JsonElement>> RestAsync() => [.. await _package.Rest(Patience.Token)];

    public void Dispose() => _package.Dispose();
}
