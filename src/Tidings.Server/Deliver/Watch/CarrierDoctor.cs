using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tidings.Core.Decide;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Host;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Watch;

/// <summary>Checks what is configured of carriers, and binds to each of them once, as a node would.</summary>
public static class CarrierDoctor
{
    /// <summary>In place of a carrier's name: it is the configuration that is wrong.</summary>
    public const string OfConfiguration = "configuration";
    internal const string Mend = "Mend it: a node would not start.";
    const int WarnFrom = CertificateWatch.WarnFrom;

    /// <returns>A finding for each carrier, or for each thing that is wrong with the configuration.</returns>
    public static async Task<IReadOnlyList<CarrierFinding>> Examine(IConfiguration configuration, TimeProvider time, CancellationToken cancel)
    {
        if (Wrong(configuration) is { Count: > 0 } wrong)
            return [.. wrong.Select(static one => new CarrierFinding(OfConfiguration, one, false, Mend))];
        await using var provider = Services(configuration);
        var options = provider.GetRequiredService<IOptionsMonitor<CarrierOptions>>();
        var findings = new List<CarrierFinding>();
        foreach (var name in provider.GetRequiredService<CarrierNames>().All)
        {
            var carrier = options.Get(CarrierNames.OptionsName(name));
            findings.Add(carrier.Kind == CarrierKind.Smpp ? await Bind(name, carrier, time, cancel) : await HttpCarrierVisit.Make(name, carrier, time, cancel));
        }
        return findings;
    }

    /// <summary>What keeps a node from starting with these carriers, a sentence each; and words that are no option, wherever they are.</summary>
    internal static IReadOnlyList<string> Wrong(IConfiguration configuration)
    {
        var unknown = ConfigurationSections.Unknown(configuration);
        if (unknown.Count > 0)
            return unknown;
        using var provider = Services(configuration);
        try
        {
            _ = provider.GetRequiredService<IOptions<CarrierOptions>>().Value;
            _ = provider.GetRequiredService<IOptions<RoutingOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
        catch (InvalidOperationException wrong) when (wrong.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            return [wrong.Message];
        }
    }

    /// <summary>Senders of carriers' own that these settings do not have.</summary>
    internal static IReadOnlyList<string> Unregistered(IConfiguration configuration, BankSettings bank)
    {
        using var provider = Services(configuration);
        try
        {
            return provider.GetRequiredService<OwnSenders>().Unregistered(bank);
        }
        catch (OptionsValidationException)
        {
            // What is wrong with them is said where the configuration is looked at.
            return [];
        }
    }

    static ServiceProvider Services(IConfiguration configuration) => new ServiceCollection().AddSingleton(configuration).AddDeliver().BuildServiceProvider();

    static async Task<CarrierFinding> Bind(string name, CarrierOptions options, TimeProvider time, CancellationToken cancel)
    {
        var trust = new CarrierTrust(options.Tls, time, NullLogger.Instance);
        var began = time.GetTimestamp();
        var open = new List<SmppClient>();
        try
        {
            foreach (var kind in CarrierClient.Kinds(options))
            {
                var result = await SmppClient.ConnectAsync(CarrierClient.Of(options, trust, kind), new Visitor(), time, cancel);
                if (result is not SmppConnectResult.Bound bound)
                    return NotBound(options.BindType == BindType.Transceiver ? name : $"{name} ({kind})", result);
                open.Add(bound.Client);
            }
            var took = time.GetElapsedTime(began);
            return Certificates(name, $"bound in {took.TotalMilliseconds:0} ms{(open.Count > 1 ? " as a pair" : "")}{(options.Tls.Enabled ? ", with TLS" : ", in clear")}", trust, time);
        }
        finally
        {
            foreach (var client in open)
                await client.UnbindAsync();
        }
    }

    static CarrierFinding NotBound(string name, SmppConnectResult result)
    {
        switch (result)
        {
            case SmppConnectResult.Refused { Status: CommandStatus.ESME_RALYBND }:
                return new(name, "refused: we are bound already", false, "Where the node runs, this is why: the carrier allows no more sessions. GET /v1/carriers shows them.");
            case SmppConnectResult.Refused refused:
                return new(name, $"refused: {refused.Status}", false, "Compare SystemId, Password, SystemType and BindType with what the carrier gave you, and ask whether it lets this address in.");
            case SmppConnectResult.Failed { Failure: ConnectFailure.Tls } failed:
                return new(name, $"no TLS: {failed.Detail}", false, "Look at the certificate, its name, and the pins (docs/carrier.md, Certificates).");
            case SmppConnectResult.Failed failed:
                return new(name, $"{failed.Failure}: {failed.Detail}", false, "Look at Host and Port, the firewall, and whether the carrier is there.");
            default:
                throw new InvalidOperationException("An outcome of connecting that is not known.");
        }
    }

    internal static CarrierFinding Certificates(string name, string found, CarrierTrust trust, TimeProvider time)
    {
        var now = time.GetUtcNow();
        foreach (var certificate in trust.Watched())
        {
            var left = (certificate.NotAfter - now).TotalDays;
            if (left < WarnFrom)
                return new(name, $"{found}; the certificate \"{certificate.Name}\" has {left:0} days left", false, "Replace it in time.");
        }
        return new(name, found, true, "");
    }

    /// <summary>It came to look. What the carrier would bring meanwhile (receipts, customers' texts) it must bring to the node: it is asked to come again.</summary>
    sealed class Visitor : ISmppClientHandler
    {
        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnLateSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RX_T_APPN);

        public void OnResponseTimeout(SmppClient session, long token)
        {
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
        }
    }
}
