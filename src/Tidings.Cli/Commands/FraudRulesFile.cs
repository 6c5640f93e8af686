using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Cli.Commands;

/// <summary>Fraud rules from a file, as a node would take them.</summary>
internal static class FraudRulesFile
{
    /// <summary>Null: there are errors, which were said.</summary>
    public static FraudRules? Read(FileInfo? file)
    {
        if (file is null)
            return new();
        var errors = new List<FieldError> { new("", FieldCodes.UnknownValue, "This version reads no rules from files yet.", "Leave it out: the fixed points are tried.") };
        HistoryInput.Say(file, errors);
        return null;
    }
}
