using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Cli.Commands;

/// <summary>Fraud rules from a file, as a node would take them.</summary>
internal static class FraudRulesFile
{
    const int MostBytes = 4 * 1024 * 1024;

    /// <param name="file">Null: the defaults.</param>
    /// <returns>Null: there are errors, which were said.</returns>
    public static FraudRules? Read(FileInfo? file)
    {
        if (file is null)
            return new();
        if (file.Length > MostBytes)
            throw new IOException($"{file.Name} is larger than {MostBytes} bytes: it is no set of fraud rules.");
        var errors = new List<FieldError>();
        var rules = FraudRulesReader.Read(File.ReadAllBytes(file.FullName), errors);
        HistoryInput.Say(file, errors);
        return rules;
    }
}
