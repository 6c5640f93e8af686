using System.Text;
using Tidings.Core.Customers.Import;
using Tidings.Core.Decide.Fraud.Past;

namespace Tidings.Core.Tests.Decide.Fraud.Past;

public sealed class When_labels_are_written
{
    static async Task<PastLabel[]> Read(Stream file)
    {
        var rows = new List<PastLabel>();
        await foreach (var record in LabelImport.Read(file, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken))
            if (record is not ImportHeader<PastLabel>)
                rows.Add(Assert.IsType<ImportRow<PastLabel>>(record) is { Value: { } label } ? label : throw new InvalidDataException(string.Join("; ", ((ImportRow<PastLabel>)record).Errors)));
        return [.. rows];
    }

    [Fact]
    public async Task They_are_read_as_they_were_known_whatever_is_in_an_id()
    {
        var at = new DateTimeOffset(2026, 11, 26, 10, 30, 5, TimeSpan.FromHours(1));
        string[] ids = ["P-1", "a,b", "a;b c|d", "say \"no\"", "två", "=1+1", "01"];
        using var file = new MemoryStream();
        LabelFile.Write(file, ids.Select((id, i) => new KnownLabel(id, i % 2 == 0, at)));
        file.Position = 0;
        var read = await Read(file);
        using var plain = new MemoryStream(Encoding.UTF8.GetBytes("id,fraud\n" + string.Concat(ids.Select(static id => $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",1\n"))));
        Assert.Equal((await Read(plain)).Select(static label => label.Key), read.Select(static label => label.Key));
        Assert.Equal(ids.Select(static (_, i) => i % 2 == 0), read.Select(static label => label.Fraud));
        Assert.All(read, label => Assert.Equal(at, label.At));
    }
}
