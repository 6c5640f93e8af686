using System.ComponentModel.DataAnnotations;
using Tidings.Server.Deliver.Watch;

namespace Tidings.Server.Host.Doctor;

/// <summary>What is written there and means nothing; and values of the bank's and the carriers' that a start would refuse. Those of keys and certificates are their own checks' to say.</summary>
internal static class ConfigurationCheck
{
    public static IReadOnlyList<DoctorFinding> Run(DoctorVisit visit)
    {
        string[] wrong = [.. CarrierDoctor.Wrong(visit.Configuration), .. OfBank(visit.Options<BankOptions>(BankOptions.Section))];
        return wrong.Length > 0
            ? [.. wrong.Select(static one => DoctorFinding.Wrong(CarrierDoctor.OfConfiguration, one, CarrierDoctor.Mend))]
            : [DoctorFinding.Good(CarrierDoctor.OfConfiguration, "each name in it is an option, and what the bank and its carriers are can be")];
    }

    static IEnumerable<string> OfBank(BankOptions bank)
    {
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(bank, new(bank), found, validateAllProperties: true);
        return found.Select(static one => $"{BankOptions.Section}:{string.Join(", ", one.MemberNames)}: {one.ErrorMessage}");
    }
}
