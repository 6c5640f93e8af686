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
}
