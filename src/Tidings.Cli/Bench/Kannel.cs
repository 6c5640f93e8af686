using System.Diagnostics;
using System.Globalization;
using Tidings.Server.Host;

namespace Tidings.Cli.Bench;

/// <summary>Debian's Kannel, as it would be set up to lose nothing: its store on disk, one SMPP bind with the same window as ours.</summary>
internal sealed class Kannel : IAsyncDisposable
{
    readonly Process _bearerbox;
    readonly Process _smsbox;

    Kannel(Process bearerbox, Process smsbox, int port) => (_bearerbox, _smsbox, Port) = (bearerbox, smsbox, port);

    /// <summary>Where sendsms listens.</summary>
    public int Port { get; }

    public double CpuSeconds() => _bearerbox.TotalProcessorTime.TotalSeconds + _smsbox.TotalProcessorTime.TotalSeconds;

    public static bool Installed => Where("bearerbox") is not null && Where("smsbox") is not null;

    static string? Where(string name) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/lib/kannel" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static async Task<Kannel> Start(string folder, int smppPort, int window, CancellationToken cancel)
    {
        var (admin, boxes, sendsms) = (LoopbackPorts.Free(), LoopbackPorts.Free(), LoopbackPorts.Free());
        var config = Path.Combine(folder, "kannel.conf");
        await File.WriteAllTextAsync(config, string.Create(CultureInfo.InvariantCulture, $"""
            group = core
            admin-port = {admin}
            admin-password = bench
            smsbox-port = {boxes}
            box-allow-ip = 127.0.0.1
            log-level = 4
            store-type = file
            store-location = {folder}/kannel.store
            dlr-storage = internal

            group = smsc
            smsc = smpp
            smsc-id = sink
            host = 127.0.0.1
            port = {smppPort}
            transceiver-mode = true
            smsc-username = bench
            smsc-password = bench
            system-type = ""
            max-pending-submits = {window}
            throughput = 0

            group = smsbox
            bearerbox-host = 127.0.0.1
            sendsms-port = {sendsms}
            log-level = 4

            group = sendsms-user
            username = bench
            password = bench

            """), cancel);
        var bearerbox = Run("bearerbox", config);
        await Listening(boxes, cancel);
        var smsbox = Run("smsbox", config);
        await Listening(sendsms, cancel);
        return new(bearerbox, smsbox, sendsms);
    }

    static Process Run(string name, string config)
    {
        var process = Process.Start(new ProcessStartInfo(Where(name)!, ["-v", "4", config]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.OutputDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    static async Task Listening(int port, CancellationToken cancel)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                using var probe = new System.Net.Sockets.TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, cancel);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancel);
            }
        }
        throw new InvalidOperationException("Kannel does not listen.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process[])[_smsbox, _bearerbox])
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
