using System.Globalization;
using System.Text;

namespace Tidings.Cli.Bench;

/// <summary>The customers of a benchmark, one account each, by number.</summary>
internal sealed class BenchCustomers(int count)
{
    /// <summary>E.164 without the plus; an own number for each.</summary>
    public static ulong PhoneOf(long customer) => 447_700_000_000UL + (ulong)customer;

    public async Task Register(ChildNode node, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = node.Api, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", node.Key);
        await Import(http, "/v1/customers/import", "id,name,phone,language,timeZone", static i => $"c{i},Customer {i},+{PhoneOf(i)},en,Europe/London", cancel);
        await Import(http, "/v1/accounts/import", "id,holders,currency,masked", static i => $"a{i},c{i},GBP,**{i % 10_000:0000}", cancel);
    }

    async Task Import(HttpClient http, string path, string header, Func<int, string> row, CancellationToken cancel)
    {
        var csv = new StringBuilder(header).Append('\n');
        for (var i = 0; i < count; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{row(i)}\n");
        using var body = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv");
        using var answer = await http.PostAsync(path, body, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
    }
}
