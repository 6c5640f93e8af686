using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

/// <summary>Files of payments as a bank gives them, in a folder that is removed at the end.</summary>
internal sealed class PastBank : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-history-");

    public string File(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    public string File(string name, IEnumerable<LabelledPayment> payments, uint delay = Seconds.Week)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var file = new StreamWriter(path);
        HistoryWriter.Write(file, payments, "EUR", delay);
        return path;
    }

    public static Task<BankHistory> Read(params string[] files) => BankHistory.Read(files, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

    /// <summary>A generated bank's payments, by way of a file. Those of nothing are none.</summary>
    public static async Task<IReadOnlyList<PastPayment>> Of(IEnumerable<LabelledPayment> payments, uint delay = Seconds.Week)
    {
        using var bank = new PastBank();
        var history = await Read(bank.File("payments.csv", payments.Where(static one => one.Payment.Minor > 0), delay));
        Assert.Empty(history.Faults);
        return history.Payments;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
