using System.Net;
using System.Text;

namespace Tidings.Smpp.Sessions;

/// <summary>How an SMSC listens.</summary>
public sealed record SmppServerOptions : SmppSessionOptions
{
    /// <summary>Where to listen; port 0 takes a free one. Default 127.0.0.1:2775.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 2775);

    /// <summary>The SMSC's name in bind responses. To 15 ASCII characters; default "tidings".</summary>
    public string SystemId { get; init; } = "tidings";

    /// <summary>The version told in sc_interface_version: 0x33, 0x34 or 0x50. Default 0x34.</summary>
    public byte InterfaceVersion { get; init; } = 0x34;

    /// <summary>Sessions at a time; a connection beyond is closed at once. 1 to 100,000; default 10,000.</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>Connections that may wait to be accepted. 1 to 65,535; default 1,024.</summary>
    public int Backlog { get; init; } = 1024;

    /// <summary>TLS, or null for none. Default none.</summary>
    public SmppServerTls? Tls { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Check(SystemId.Length <= 15 && Ascii.IsValid(SystemId), nameof(SystemId));
        Check(InterfaceVersion is 0x33 or 0x34 or 0x50, nameof(InterfaceVersion));
        Check(MaxSessions is >= 1 and <= 100_000, nameof(MaxSessions));
        Check(Backlog is >= 1 and <= 65_535, nameof(Backlog));
    }
}
