using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Deliver.Settings;

/// <summary>The ranges that stand at a carrier's options, each failure with the full name of the option: with several carriers its own name alone would not say whose it is.</summary>
internal sealed class CarrierAnnotationsCheck : IValidateOptions<CarrierOptions>
{
    public ValidateOptionsResult Validate(string? name, CarrierOptions options)
    {
        var found = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new(options), found, validateAllProperties: true))
            return ValidateOptionsResult.Success;
        var section = CarrierNames.SectionOf(name);
        return ValidateOptionsResult.Fail(found.Select(result => $"{section}:{string.Join(", ", result.MemberNames)}: {result.ErrorMessage}"));
    }
}
