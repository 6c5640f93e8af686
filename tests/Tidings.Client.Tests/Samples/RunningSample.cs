using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tidings.Acceptance.Tests;

namespace Tidings.Client.Tests.Samples;

/// <summary>A sample, run where it was built. It ends with the test, whatever becomes of it.</summary>
internal sealed class RunningSample(string project, string name, string secret, params string[] args) : IDisposable
{
    static readonly string Built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);

    public Process Process { get; } = Process.Start(new ProcessStartInfo(Path.Combine(Built, "..", "..", project, Path.GetFileName(Built), name), args)
    {
        RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TIDINGS_WEBHOOK_SECRET"] = secret },
    })!;

    /// <summary>Where the demo is found, as it prints it.</summary>
    public static async Task<(Uri Phone, Uri Address, string Key)> Doors(TidingsProcess demo) =>
        (new(await Told(demo, "Phone ")), new(await Told(demo, "API ")), await Told(demo, "API key "));

    /// <summary>Reads what it prints until a line has these words.</summary>
    public async Task Until(string words)
    {
        while (await Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.Contains(words, StringComparison.Ordinal))
                return;
        Assert.Fail(await Process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<string> Told(TidingsProcess demo, string word) =>
        (await demo.ReadUntil(line => line.Contains(word, StringComparison.Ordinal))).Split(word)[1].Trim().Split(' ')[0];

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill();
        Process.Dispose();
    }
}
