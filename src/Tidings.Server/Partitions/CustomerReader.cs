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
    /// <exception cref="StateUnreadableException">What is stored of him does not open.</exception>
    public async ValueTask<CustomerProfile?> Get(string customer) =>
        await grains.GetGrain<IPartitionGrain>(Placement.Of(customer, options.Value.Count)).ReadProfile(customer) is { Unreadable: false } answer
            ? answer.Profile
            : throw new StateUnreadableException();
}
