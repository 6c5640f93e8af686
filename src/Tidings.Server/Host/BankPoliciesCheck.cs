using Microsoft.Extensions.Options;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Server.Decide;

namespace Tidings.Server.Host;

/// <summary>A pack that is misspelt, or a file that is wrong, must be told at the start: nobody would miss a rule that is not there.</summary>
internal static class BankPoliciesCheck
{
    /// <exception cref="OptionsValidationException">A sentence for each thing that is wrong.</exception>
    public static IReadOnlyList<PolicyPack> Read(BankOptions bank)
    {
        var wrong = new List<string>();
        var packs = PolicyFiles.Read(bank.PolicyFiles, wrong);
        if (wrong.Count == 0)
        {
            var errors = new List<FieldError>();
            var known = ShippedPacks.All.Where(shipped => packs.All(pack => pack.Id != shipped.Id)).Concat(packs);
            PolicyBook.Create(bank.ToSettings(), known, errors);
            wrong.AddRange(errors.Select(error => $"Bank:Policies ({error.Field}): {error.Why} {error.Fix}"));
        }
        return wrong.Count == 0 ? packs : throw new OptionsValidationException(BankOptions.Section, typeof(BankOptions), wrong);
    }
}
