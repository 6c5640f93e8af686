using System.Net;
using System.Net.Sockets;

namespace Tidings.Server.Host;

/// <summary>Ports for what must listen somewhere on this machine and does not mind where.</summary>
public static class LoopbackPorts
{
    // Below the range from which systems take ports for outgoing connections: one from there may be taken again before it is used.
    const int Lowest = 20_000;
    const int Beyond = 32_000;
    const int Tries = 1_000;

    public static int Free()
    {
        for (var i = 0; i < Tries; i++)
        {
            var port = Random.Shared.Next(Lowest, Beyond);
            if (IsFree(port))
                return port;
        }
        throw new IOException($"No free port between {Lowest} and {Beyond} on the loopback address.");
    }

    public static int FreeOr(int wanted) => wanted != 0 && IsFree(wanted) ? wanted : Free();

    static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
