using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Routing;

/// <summary>A route: what is not named asks nothing.</summary>
public sealed class RouteOptions
{
    /// <summary>Countries of the numbers, ISO 3166-1 alpha-2. Default: any.</summary>
    public string[] Countries { get; set; } = [];

    /// <summary>First digits of the numbers from the country code on, with a plus, 1 to 8 digits: <c>+4477</c>. Default: any.</summary>
    public string[] Prefixes { get; set; } = [];

    /// <summary>Classes of the texts. Default: any.</summary>
    public MessageClass[] Classes { get; set; } = [];

    /// <summary>Names of carriers, the preferred one first.</summary>
    public string[] Carriers { get; set; } = [];

    /// <summary>Order: as they are named. Cost: the cheapest for the number first. Default Order.</summary>
    public Preference Prefer { get; set; }
}
