namespace Tidings.Acceptance.Tests;

public sealed class When_keys_are_kept_by_the_command_line : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-cli-");

    [Fact]
    public async Task They_are_counted_and_rotated_and_a_customer_is_erased_while_the_node_runs()
    {
        await using var demo = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic", "--data", Path.Combine(_folder.FullName, "data"));
        var api = (await demo.ReadUntil(static line => line.Contains("API ", StringComparison.Ordinal))).Split("API ")[1].Trim().Split(' ')[0];
        var key = (await demo.ReadUntil(static line => line.Contains("API key ", StringComparison.Ordinal))).Split("API key ")[1].Trim();
        Task<string> Keys(params string[] arguments) => TidingsProcess.Run(["keys", .. arguments, "--api", api, "--key", key]);

        async Task<string> Done()
        {
            string status;
            do
                status = await Keys("status");
            while (status.Contains(" running:", StringComparison.Ordinal));
            return status;
        }

        Assert.Contains("wrapping  version 1", await Keys("status"), StringComparison.Ordinal);
        Assert.Contains("pass      ", await Keys("rotate", "wrapping"), StringComparison.Ordinal);
        var status = await Done();
        Assert.Contains("pass      rewrap done", status, StringComparison.Ordinal);
        Assert.Contains("wrapping  version 2", status, StringComparison.Ordinal);
        Assert.DoesNotContain("wrapping  version 1", status, StringComparison.Ordinal);
        await Keys("rotate", "root");
        await Keys("rewrap");
        await Done();
        await Keys("rotate", "data");
        await Done();
        await Keys("reencrypt", "--destroy-old");
        Assert.Contains("pass      reencrypt done", await Done(), StringComparison.Ordinal);

        using var bank = new HttpClient { BaseAddress = new(api) };
        bank.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var put = new StringContent("""{"name":"Cleo","phones":["+447700900177"],"language":"en"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.True((await bank.PutAsync("/v1/customers/C%2F1", put, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        Assert.Contains("Erased", await Keys("destroy", "C/1", "--for-good"), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await bank.GetAsync("/v1/customers/C%2F1", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, await demo.Terminate());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
