using System.CommandLine;
using System.Globalization;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Fraud.Histories;

namespace Tidings.Cli.Commands;

/// <summary>What <c>tidings fraud train</c> and <c>tidings backtest</c> read: a bank's history, its rules, a model.</summary>
internal static class HistoryInput
{
    const int MostFaultsShown = 20;

    public static Argument<FileInfo[]> Files() => new("file") { Description = "The bank's payments, CSV (docs/fraud.md); gzip where the name ends with .gz", Arity = ArgumentArity.OneOrMore };

    public static Option<string[]> Map() => new("--map") { Description = "field=column, where the files call a field otherwise", DefaultValueFactory = static _ => [] };

    public static Option<FileInfo?> Labels() => new("--labels") { Description = "What payments turned out to be, CSV: id, fraud, labelled_at. It wins over the files' own" };

    public static Option<double> Delay() => Number("--delay", "Days until it is known what a payment is, where the files do not say when", 7);

    /// <summary>With a point, whatever the machine's language: 0.04 is four hundredths everywhere.</summary>
    public static Option<double> Number(string name, string description, double standard) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = static result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return number;
            result.AddError($"{result.Tokens[0].Value} is not a number: write digits and a point.");
            return 0;
        },
    };

    /// <summary>Reads it and says on standard error what is wrong. Null: nothing of it can be used.</summary>
    public static async Task<BankHistory?> Read(IEnumerable<FileInfo> files, FileInfo? labels, string[] map, CancellationToken cancel)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in map)
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var at))
                throw new IOException($"--map {pair} is not field=column.");
            mapping[pair[..at]] = pair[(at + 1)..];
        }
        var history = await BankHistory.Read(files.Select(static file => file.FullName), labels?.FullName, mapping, cancel);
        foreach (var (file, row, error) in history.Faults.Take(MostFaultsShown))
            Console.Error.WriteLine($"{file}{(row == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", row {row}"))}{(error.Field == "$" ? "" : $", column {error.Field}")}: {error.Why} {OfCommand(error.Fix)}");
        if (history.Faults.Count > MostFaultsShown)
            Console.Error.WriteLine("… and more.");
        if (history.RowsRefused > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.RowsRefused} rows are left out; the rest is taken."));
        if (history.LabelsOfNone > 0)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.LabelsOfNone} labels are of payments that are in no file."));
        if (history.IsBroken)
            return null;
        if (history.Payments.Count > 0)
            return history;
        Console.Error.WriteLine("There is no payment in what was given.");
        return null;
    }

    /// <summary>Null: there are errors, which were said.</summary>
    public static FraudModel? Model(FileInfo file)
    {
        var errors = new List<FieldError>();
        var model = file.Length > FraudModelFile.MostBytes ? null : FraudModelFile.Read(File.ReadAllBytes(file.FullName), errors);
        if (model is null && errors.Count == 0)
            errors.Add(new("", FieldCodes.Limit, $"The file is larger than {FraudModelFile.MostBytes} bytes.", "Train with fewer or smaller trees."));
        Say(file, errors);
        return model;
    }

    /// <summary>Null: there are errors, which were said.</summary>
    public static FraudBook? Book(FraudRules rules, FraudModel? model, FileInfo? file)
    {
        var errors = new List<FieldError>();
        var book = FraudBook.Create(rules, model, errors);
        Say(file, errors);
        return errors.Count == 0 ? book : null;
    }

    public static void Say(FileInfo? file, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine($"{file?.Name ?? "The default rules"}{(error.Field.Length == 0 ? "" : $", {error.Field}")}: {error.Why} {error.Fix}");
    }

    /// <summary>A day of the command line: its first second, since 1970.</summary>
    public static uint? Day(string? text, string option)
    {
        if (text is null)
            return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1970 or > 2099)
            throw new IOException($"{option} {text} is not a day: write year, month and day, 2026-11-26.");
        return (uint)new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
    }

    public static uint DelayOf(double days) =>
        days is >= 0 and <= 365 ? (uint)(days * Seconds.Day) : throw new IOException("--delay is 0 to 365 days.");

    /// <summary>The import's advice is given to callers of the API.</summary>
    static string OfCommand(string fix) => fix.Replace("?map.", "--map ", StringComparison.Ordinal);
}
