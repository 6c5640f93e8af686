using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

public sealed partial class SmppServer
{
    /// <summary>Connects to an ESME and asks it to bind as a receiver (SMPP 3.4 §2.2.1). The bind comes to the handler like any other.</summary>
    /// <param name="esme">Where the ESME listens.</param>
    /// <param name="systemId">Our name, to 15 ASCII characters.</param>
    /// <param name="password">Our secret, to 8 ASCII characters by the standard (§4.1.7.1); up to 63 are sent.</param>
    /// <param name="tls">TLS as the side that connects, or null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The session, not bound yet; null where there are as many sessions as may be.</returns>
    /// <exception cref="ArgumentException">The name or the secret is too long or not ASCII.</exception>
    /// <exception cref="SocketException">No connection.</exception>
    /// <exception cref="AuthenticationException">No TLS session.</exception>
    public async Task<SmppServerSession?> OutbindAsync(
        EndPoint esme, string systemId, string password, SmppClientTls? tls = null, CancellationToken cancellation = default)
    {
        Check(systemId, 15, nameof(systemId));
        Check(password, 63, nameof(password));
        if (Interlocked.Increment(ref _connections) > _options.MaxSessions)
        {
            Interlocked.Decrement(ref _connections);
            return null;
        }
        SmppServerSession session;
        try
        {
            var transport = await Transport.ConnectAsync(esme, cancellation).ConfigureAwait(false);
            if (tls is not null)
                transport = await transport.SecureAsync(tls, esme, cancellation).ConfigureAwait(false);
            session = new SmppServerSession(transport, _options, _handler, _clock);
        }
        catch
        {
            Interlocked.Decrement(ref _connections);
            throw;
        }
        session.SendOutbind(new Outbind { SystemId = Encoding.ASCII.GetBytes(systemId), Password = Encoding.ASCII.GetBytes(password) });
        _ = RunAsync(session);
        return session;
    }

    private static void Check(string value, int longest, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        if (value.Length > longest || !Ascii.IsValid(value))
            throw new ArgumentException($"At most {longest} ASCII characters.", name);
    }
}
