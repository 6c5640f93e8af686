using System.Net;
using System.Text;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>How an ESME binds.</summary>
public sealed record SmppClientOptions : SmppSessionOptions
{
    /// <summary>The SMSC: an <see cref="IPEndPoint"/>, or a <see cref="DnsEndPoint"/> to be resolved at each connection.</summary>
    public required EndPoint EndPoint { get; init; }

    /// <summary>Who binds. To 15 ASCII characters.</summary>
    public required string SystemId { get; init; }

    /// <summary>The shared secret. To 8 ASCII characters by the standard; up to 63 are sent for carriers that hand out more. Default empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>The kind of ESME. To 12 ASCII characters; default empty.</summary>
    public string SystemType { get; init; } = "";

    /// <summary>Which way messages go. Default both.</summary>
    public BindKind Bind { get; init; } = BindKind.Transceiver;

    /// <summary>The version announced: 0x33, 0x34 or 0x50. Default 0x34.</summary>
    public byte InterfaceVersion { get; init; } = 0x34;

    /// <summary>Type of number of <see cref="AddressRange"/>. Default unknown.</summary>
    public TypeOfNumber AddressTon { get; init; }

    /// <summary>Numbering plan of <see cref="AddressRange"/>. Default unknown.</summary>
    public NumberingPlan AddressNpi { get; init; }

    /// <summary>The addresses that the ESME serves. To 40 ASCII characters; default empty.</summary>
    public string AddressRange { get; init; } = "";

    /// <summary>How long the connection, TLS included, may take. 10 ms to 1 day; default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>TLS, or null for none. Default none.</summary>
    public SmppClientTls? Tls { get; init; }

    internal override void Validate()
    {
        base.Validate();
        Check(SystemId.Length is >= 1 and <= 15 && Ascii.IsValid(SystemId), nameof(SystemId));
        Check(Password.Length <= 63 && Ascii.IsValid(Password), nameof(Password));
        Check(SystemType.Length <= 12 && Ascii.IsValid(SystemType), nameof(SystemType));
        Check(AddressRange.Length <= 40 && Ascii.IsValid(AddressRange), nameof(AddressRange));
        Check(InterfaceVersion is 0x33 or 0x34 or 0x50, nameof(InterfaceVersion));
        CheckTime(ConnectTimeout, nameof(ConnectTimeout));
    }

    /// <summary>The options without the password.</summary>
    public override string ToString() => $"{SystemId}@{EndPoint} ({Bind})";
}
