using System.CommandLine;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Server.Decide.Fraud;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings fraud labels</c>: what customers answered, as the file of labels that training reads.</summary>
internal static class FraudLabelsCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The store's folder, or a copy of it; its node may run", DefaultValueFactory = static _ => new("data") };
        var to = new Option<FileInfo>("--out") { Description = "The file to write, CSV", Required = true };
        var command = new Command("labels", "Writes which payments customers and people of the bank called theirs or frauds, in the form that train and backtest read") { data, to };
        command.SetAction((parsed, cancel) => StoreFolder.Look(parsed.GetValue(data)!, async store =>
        {
            var labels = await StoredLabels.Read(store, cancel);
            using var bytes = new MemoryStream();
            LabelFile.Write(bytes, labels);
            ReplacedFile.Write(parsed.GetValue(to)!.FullName, bytes.ToArray());
            Console.WriteLine($"{labels.Count} labels, {labels.Count(static label => label.Fraud)} of them frauds");
        }));
        return command;
    }
}
