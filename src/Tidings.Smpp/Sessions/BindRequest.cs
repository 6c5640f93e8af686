using System.Security.Cryptography.X509Certificates;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>Who wants to bind, and how. Prints without the password.</summary>
/// <param name="Kind">Which way messages are to go.</param>
/// <param name="SystemId">Who.</param>
/// <param name="Password">The shared secret.</param>
/// <param name="SystemType">The kind of ESME.</param>
/// <param name="InterfaceVersion">The version that it speaks; below 0x34 it gets no TLVs.</param>
/// <param name="AddressRange">The addresses that it serves.</param>
/// <param name="Certificate">The certificate that it showed over TLS.</param>
public sealed record BindRequest(
    BindKind Kind, string SystemId, string Password, string SystemType, byte InterfaceVersion, string AddressRange,
    X509Certificate2? Certificate)
{
    /// <summary>The request without the password.</summary>
    public override string ToString() => $"{SystemId} ({Kind}, 0x{InterfaceVersion:X2})";
}

/// <summary>Whether an ESME may bind.</summary>
/// <param name="Status">ESME_ROK, or why not (ESME_RINVPASWD, ESME_RINVSYSID, ESME_RBINDFAIL ...). A refused connection is closed.</param>
public readonly record struct BindDecision(CommandStatus Status)
{
    /// <summary>It may.</summary>
    public static BindDecision Accept => new(CommandStatus.ESME_ROK);

    /// <summary>It may not.</summary>
    public static BindDecision Refuse(CommandStatus status) => new(status);
}
