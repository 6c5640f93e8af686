using System.Text;
using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Server.Intake.Events;

namespace Tidings.Server.Intake;

/// <summary>What the attributes of <see cref="IntakeOptions"/> cannot say.</summary>
internal sealed class IntakeOptionsCheck : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        if (options.MaxBatchEvents > options.MaxEventsInFlight)
            return ValidateOptionsResult.Fail("Intake:MaxBatchEvents is above Intake:MaxEventsInFlight: a full batch could never pass.");
        if (options.MaxBodyBytes * 2L > options.MaxBytesInFlight)
            return ValidateOptionsResult.Fail("Intake:MaxBytesInFlight is below twice Intake:MaxBodyBytes: the largest body could never pass.");
        if (options.DefaultRegion is { } region && !NumberingPlan.IsRegion(region))
            return ValidateOptionsResult.Fail("Intake:DefaultRegion is no region that has phone numbers.");
        if (AttributeReader.IsReserved(Encoding.UTF8.GetBytes(options.FileSource)))
            return ValidateOptionsResult.Fail("Intake:FileSource is one of the server's own sources.");
        if (!ProfileRules.IsLanguage(options.DefaultLanguage))
            return ValidateOptionsResult.Fail("Intake:DefaultLanguage is no BCP 47 tag.");
        return ProfileRules.IsTimeZone(options.DefaultTimeZone)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Intake:DefaultTimeZone is no IANA time zone of this machine.");
    }
}
