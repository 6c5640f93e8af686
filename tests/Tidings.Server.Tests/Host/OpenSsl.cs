using System.Diagnostics;

namespace Tidings.Server.Tests.Host;

/// <summary>The system's openssl, which knows how to offer what nobody should take.</summary>
internal static class OpenSsl
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether a handshake with these arguments of <c>s_client</c> comes about, at the lowest security level of its own side; and all that it said.</summary>
    public static async Task<(bool Agreed, string Said)> Offers(int port, string arguments)
    {
        using var process = Start($"s_client -connect 127.0.0.1:{port} -brief {arguments}");
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync(Cancel) + await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (said.Contains("CONNECTION ESTABLISHED", StringComparison.Ordinal), said);
    }

    /// <summary>A server that takes one connection with these arguments of <c>s_server</c> and this certificate with its key. Dispose of it.</summary>
    public static async Task<(Process Server, int Port)> Serve(string certificateFile, string arguments)
    {
        var process = Start($"s_server -accept 127.0.0.1:0 -naccept 1 -cert {certificateFile} -key {certificateFile} {arguments}");
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
            if (line.StartsWith("ACCEPT ", StringComparison.Ordinal))
                return (process, int.Parse(line.AsSpan(line.LastIndexOf(':') + 1), System.Globalization.CultureInfo.InvariantCulture));
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Cancel));
    }

    static Process Start(string arguments) =>
        Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
