using System.Net;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Operate.Limits;

/// <summary>What attributes cannot say of the limits.</summary>
internal sealed class LimitsOptionsCheck : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        if (options.RequestLineBytes > options.HeaderBytes)
            return ValidateOptionsResult.Fail("Limits:RequestLineBytes is above Limits:HeaderBytes.");
        return options.TrustedProxies is { } proxies && !proxies.All(static proxy => IPAddress.TryParse(proxy, out _))
            ? ValidateOptionsResult.Fail("Limits:TrustedProxies must be addresses: 10.0.0.7.")
            : ValidateOptionsResult.Success;
    }
}
