using Tidings.Fraud.Histories;
using Tidings.Fraud.Protocols;
using Tidings.Fraud.Training;

namespace Tidings.Cli.Bench.Fraud;

/// <summary>How well frauds are found in the handbook's public transactions, by its own protocols. Never what would be found in a bank: the handbook's world is a simulation.</summary>
internal sealed class FraudBench(string file)
{
    public const string Chapter3 = "chapter3", Chapter5 = "chapter5", Loop = "closed-loop";

    public IReadOnlyList<(string Name, double Value)> Run(string protocol)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file} is not here. Give the Fraud Detection Handbook's transactions with --transactions.");
        var payments = HandbookFile.Read(file);
        var options = new TrainingOptions();
        return protocol switch
        {
            Chapter3 => new HandbookProtocol(payments, options).Run([HandbookSplit.Chapter3]),
            Chapter5 => new HandbookProtocol(payments, options).Run(HandbookSplit.Chapter5),
            _ => ClosedLoop(payments, options),
        };
    }

    /// <summary>The figures without a prefix are those of sixty in a hundred who answer when they are asked; with 0 the loop stays open. Those with <c>told</c> are of a bank that tells of each payment.</summary>
    static IReadOnlyList<(string Name, double Value)> ClosedLoop(IReadOnlyList<LabelledPayment> payments, TrainingOptions options)
    {
        var figures = new List<(string, double)>(Run(0.6, told: false, ""));
        foreach (var share in (ReadOnlySpan<double>)[0, 0.3, 0.9])
            figures.AddRange(Run(share, told: false, $"answered_{share * 100:0}_"));
        foreach (var share in (ReadOnlySpan<double>)[0.3, 0.6, 0.9])
            figures.AddRange(Run(share, told: true, $"told_{share * 100:0}_"));
        figures.AddRange(Run(0.6, told: true, "told_60_two_weeks_", trainWeeks: 2));
        return figures;

        IEnumerable<(string, double)> Run(double share, bool told, string prefix, int trainWeeks = 1) =>
            new ClosedLoop(payments, options) { TrainWeeks = trainWeeks }.Run(HandbookSplit.Chapter3, new() { Answer = share, EachIsTold = told }).Select(figure => (prefix + figure.Name, figure.Value));
    }
}
