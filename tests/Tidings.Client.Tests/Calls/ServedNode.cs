using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tidings.Acceptance.Tests;

namespace Tidings.Client.Tests.Calls;

/// <summary>A node as a process of its own, which is killed and started again at the same address over the same data.</summary>
internal sealed class ServedNode : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-client-");
    readonly string[] _more;
    TidingsProcess? _process;

    ServedNode(string[] more) => _more = more;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public string Key { get; private set; } = "";

    /// <param name="more">Settings beside the address and the folder.</param>
    public static async Task<ServedNode> Start(params string[] more)
    {
        var node = new ServedNode(more);
        await node.Start();
        node.Key = (await File.ReadAllTextAsync(Path.Combine(node._folder.FullName, "first-api-key"), TestContext.Current.CancellationToken)).Trim();
        return node;
    }

    public async Task Start()
    {
        _process = TidingsProcess.Start(["serve", "--data", _folder.FullName, "--urls", Address.GetLeftPart(UriPartial.Authority), "--Intake:AssignedNumbersOnly=false", .. _more]);
        using var http = new HttpClient { BaseAddress = Address };
        while (!await IsReady(http))
        {
            Assert.False(_process.Ended, _process.Errors);
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    }

    static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        _folder.Delete(recursive: true);
    }
}
