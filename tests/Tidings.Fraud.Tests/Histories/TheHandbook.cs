using System.Runtime.CompilerServices;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

/// <summary>../shared/data/fraud/handbook-transactions.csv.gz: public, without a licence, and so never in the repository.</summary>
internal static class TheHandbook
{
    public static List<LabelledPayment> Payments([CallerFilePath] string here = "")
    {
        for (var at = Path.GetDirectoryName(here); at is not null; at = Path.GetDirectoryName(at))
        {
            var file = Path.Combine(at, "shared", "data", "fraud", "handbook-transactions.csv.gz");
            if (File.Exists(file))
                return HandbookFile.Read(file);
        }
        Assert.Skip("../shared/data/fraud/handbook-transactions.csv.gz is not here; generated payments cover the same ground");
        return [];
    }
}
