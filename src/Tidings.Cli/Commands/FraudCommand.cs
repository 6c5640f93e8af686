using System.CommandLine;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings fraud</c>: models of a bank's own history. Offline: no node is asked.</summary>
internal static class FraudCommand
{
    public static Command Create() => new("fraud", "Trains fraud models on the bank's own history") { FraudTrainCommand.Create(), FraudLabelsCommand.Create(), Sample() };

    static Command Sample()
    {
        var to = new Option<FileInfo>("--out") { Description = "The file to write, CSV", Required = true };
        var days = new Option<int>("--days") { Description = "How many, from 2026-01-01 on", DefaultValueFactory = static _ => 120 };
        var customers = new Option<int>("--customers") { DefaultValueFactory = static _ => 500 };
        var seed = new Option<int>("--seed") { Description = "Another makes another bank", DefaultValueFactory = static _ => 1 };
        var command = new Command("sample", "Writes the payments of a bank that there is not, in the form that train and backtest read") { to, days, customers, seed };
        command.SetAction((parsed, _) => AuditCommand.Told(() =>
        {
            var options = new GeneratedBankOptions
            {
                Seed = (ulong)parsed.GetValue(seed), Customers = parsed.GetValue(customers), Terminals = parsed.GetValue(customers) * 2, Days = parsed.GetValue(days), Begins = HandbookFile.SecondsAt(2026, 1, 1), Radius = 12,
                Beyond = true, TerminalsADay = parsed.GetValue(customers) / 1000.0, CardsADay = parsed.GetValue(customers) / 800.0, TakeoversADay = parsed.GetValue(customers) / 800.0,
            };
            var payments = GeneratedBank.Payments(options);
            using (var file = new StreamWriter(parsed.GetValue(to)!.FullName))
                HistoryWriter.Write(file, payments, "EUR", delay: Seconds.Week);
            Console.WriteLine($"{payments.Count} payments of {options.Customers} customers, {payments.Count(static one => one.Fraud)} of them frauds");
            return Task.CompletedTask;
        }));
        return command;
    }
}
