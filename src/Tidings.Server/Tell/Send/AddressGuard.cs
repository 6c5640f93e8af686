using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Tell.Send;

/// <summary>
/// Which addresses webhooks may go to: those of the public Internet, and the networks that the bank has named. Whoever may write an address here must not reach what stands
/// beside the node: its own loopback, the bank's network, the metadata service of a cloud (IANA special-purpose registries, RFC 6890).
/// </summary>
internal sealed class AddressGuard(IOptions<TellOptions> options)
{
    static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    // Addresses with one of version 4 inside: it counts.
    static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96"), SixToFour = IPNetwork.Parse("2002::/16");

    readonly IPNetwork[] _allowed = [.. (options.Value.AllowedNetworks ?? []).Select(IPNetwork.Parse)];

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (_allowed.Any(network => network.Contains(address)))
            return true;
        if (NotPublic.Any(network => network.Contains(address)))
            return false;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return true;
        var bytes = address.GetAddressBytes();
        return Translated.Contains(address) ? Allows(new IPAddress(bytes.AsSpan(12, 4)))
            : !SixToFour.Contains(address) || Allows(new IPAddress(bytes.AsSpan(2, 4)));
    }
}
