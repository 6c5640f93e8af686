using Microsoft.Extensions.Options;
using Tidings.Core.Customers;

namespace Tidings.Server.Partitions;

/// <summary>Reads a customer's profile from its owner.</summary>
public interface ICustomerReader
{
    /// <summary>Null: not registered, or closed.</summary>
    ValueTask<CustomerProfile?> Get(string customer);
}

internal sealed class CustomerReader(IGrainFactory grains, IOptions<PartitionOptions> options) : ICustomerReader
{
    public async ValueTask<CustomerProfile?> Get(string customer) =>
        (await grains.GetGrain<IPartitionGrain>(Placement.Of(customer, options.Value.Count)).ReadProfile(customer)).Profile;
}
