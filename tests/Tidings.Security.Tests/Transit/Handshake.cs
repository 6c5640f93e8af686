using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Security.Tests.Transit;

/// <summary>A TLS handshake over a real socket of this machine.</summary>
internal static class Handshake
{
    /// <returns>The serial number of the server's certificate; null: the client did not trust it.</returns>
    public static async Task<string?> Run(SslStreamCertificateContext server, RemoteCertificateValidationCallback client, string name = "localhost")
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var far = await accepting;
        await using var secure = new SslStream(far.GetStream());
        var serving = secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = server });
        await using var stream = new SslStream(near.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = client });
            await serving;
            return ((X509Certificate2)stream.RemoteCertificate!).SerialNumber;
        }
        catch (AuthenticationException)
        {
            near.Close();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
    }

    public static SslStreamCertificateContext Context(this X509Certificate2 certificate) => SslStreamCertificateContext.Create(certificate, null, offline: true);
}
