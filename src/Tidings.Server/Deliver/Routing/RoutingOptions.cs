using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Routing;

/// <summary>By which carrier a text goes. Section <c>Routing</c>. Without effect where there is one carrier.</summary>
public sealed class RoutingOptions
{
    public const string Section = "Routing";

    /// <summary>The first that fits a text is its route. Default none: all carriers in their order, <c>main</c> first and then by name.</summary>
    public RouteOptions[] Routes { get; set; } = [];

    /// <summary>When a carrier is left out.</summary>
    public BreakerOptions Breaker { get; set; } = new();

    /// <summary>When a carrier is left out in one country.</summary>
    public HealthOptions Health { get; set; } = new();

    /// <summary>
    /// By class: after how long without a receipt a text that its carrier took goes by the next carrier too, while it is valid. It may then arrive twice. Default none; range 1 s to 1 h each.
    /// </summary>
    public Dictionary<MessageClass, TimeSpan> ReceiptWithin { get; set; } = [];

    /// <summary>
    /// By class: how long a text waits for the carrier that it stands in line for while another of its route is idle; then that one takes it. For what cannot wait: a carrier that is slow or goes silent would
    /// hold it until its breaker opens. Default OneTimeCode and Fraud 100 ms; range 10 ms to 1 h each.
    /// </summary>
    public Dictionary<MessageClass, TimeSpan> WaitAtMost { get; set; } = new() { [MessageClass.OneTimeCode] = TimeSpan.FromMilliseconds(100), [MessageClass.Fraud] = TimeSpan.FromMilliseconds(100) };
}
