using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Reads each carrier's options from its own section. Nothing is inherited: a carrier never gets another one's password.</summary>
internal sealed class CarrierOptionsOf(IConfiguration? configuration = null) : IConfigureNamedOptions<CarrierOptions>
{
    public void Configure(string? name, CarrierOptions options) => configuration?.GetSection(CarrierNames.SectionOf(name)).Bind(options);

    public void Configure(CarrierOptions options) => Configure(null, options);
}
