using System.Net;

namespace Tidings.Cli.Bench;

/// <summary>A node in a process of its own.</summary>
internal sealed class ChildNode : Child
{
    public const string KeyFile = "first-api-key";
    static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);

    ChildNode(IEnumerable<string> args, IReadOnlyDictionary<string, string> environment) : base(args, environment)
    {
    }

    public Uri Api { get; private set; } = null!;
    public string Key { get; private set; } = "";

    public static async Task<ChildNode> Start(string data, int port, int smppPort, IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        var environment = new Dictionary<string, string>(settings)
        {
            // Nobody is there to approve its carriers.
            ["TIDINGS_Access__TwoPersons__0"] = "none",
            ["TIDINGS_Carrier__Host"] = "127.0.0.1",
            ["TIDINGS_Carrier__Port"] = $"{smppPort}",
            ["TIDINGS_Carrier__SystemId"] = "bench",
            ["TIDINGS_Carrier__Password"] = "bench",
            ["TIDINGS_Intake__AssignedNumbersOnly"] = "false",
            ["TIDINGS_Carrier__RatePerSecond"] = "100000",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var node = new ChildNode(["serve", "--urls", $"http://127.0.0.1:{port}", "--data", data], environment) { Api = new($"http://127.0.0.1:{port}") };
        node.Drain();
        await node.Ready(cancel);
        node.Key = (await File.ReadAllTextAsync(Path.Combine(data, KeyFile), cancel)).Trim();
        return node;
    }

    async Task Ready(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Api };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var until = TimeProvider.System.GetUtcNow() + ReadyWithin;
        while (await timer.WaitForNextTickAsync(cancel))
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", cancel);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (!HasExited)
            {
            }
            if (HasExited || TimeProvider.System.GetUtcNow() > until)
                throw new InvalidOperationException($"The node did not get ready:\n{Errors}");
        }
    }
}
