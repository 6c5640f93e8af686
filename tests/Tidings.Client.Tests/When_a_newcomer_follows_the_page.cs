using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Acceptance.Tests;
using Tidings.Client.Tests.Samples;

namespace Tidings.Client.Tests;

/// <summary>docs/client.md: what it shows is what the samples are, and the samples do against the demo what it says.</summary>
public sealed partial class When_a_newcomer_follows_the_page
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_piece_of_code_stands_in_a_sample()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(Root, "samples"), "*.cs", SearchOption.AllDirectories).Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(static file => Squeezed(File.ReadAllText(file))).ToArray();
        var pieces = Piece().Matches(File.ReadAllText(Path.Combine(Root, "docs", "client.md"))).Select(static found => Squeezed(found.Groups[1].Value)).ToArray();
        Assert.True(pieces.Length >= 5);
        Assert.All(pieces, piece => Assert.Contains(samples, sample => sample.Contains(piece, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_option_stands_in_the_table_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "client.md"));
        var table = page[page.IndexOf("| option |", StringComparison.Ordinal)..].Split("\n\n")[0];
        Assert.Equal(
            typeof(TidingsOptions).GetProperties().Select(static option => option.Name).Order(StringComparer.Ordinal),
            table.Split('\n').Skip(2).Select(static row => row.Split('|')[1].Trim()).Order(StringComparer.Ordinal));
    }

    // A line that does not come would keep the test waiting: it ends then.
    [Fact(Timeout = 300_000)]
    public async Task The_samples_send_an_event_to_the_demo_and_get_its_webhook()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var demo = TidingsProcess.Start("demo", "--port", "0", "--phone-port", "0", "--no-traffic");
        var (phone, address, key) = await RunningSample.Doors(demo);
        var port = RunningSample.FreePort();
        using var receiver = new RunningSample("WebhookReceiver", "webhook-receiver", await Subscribe(address, key, $"http://127.0.0.1:{port}/tidings"), "--urls", $"http://127.0.0.1:{port}");
        using var sender = new RunningSample("FirstEvent", "first-event", "", address.ToString(), key);

        var said = await sender.Process.StandardOutput.ReadToEndAsync(Cancel);
        await sender.Process.WaitForExitAsync(Cancel);
        Assert.True(sender.Process.ExitCode == 0, await sender.Process.StandardError.ReadToEndAsync(Cancel) + said);
        var id = said.Split('\n')[0].Replace("Accepted: ", "", StringComparison.Ordinal).Trim();
        Assert.Contains("delivered: ", said, StringComparison.Ordinal);
        Assert.Contains("All that Ada was told:", said, StringComparison.Ordinal);

        string? line;
        while ((line = await receiver.Process.StandardOutput.ReadLineAsync(Cancel)) is not null && !line.StartsWith($"{id} of event pay-", StringComparison.Ordinal))
        {
        }
        Assert.EndsWith("is on the phone", line, StringComparison.Ordinal);

        using var inbox = new HttpClient { BaseAddress = phone };
        Assert.Contains("Corner Bakery", await inbox.GetStringAsync("/inbox?to=%2B447700900101&wait=10s", Cancel), StringComparison.Ordinal);

        using var refused = new RunningSample("FirstEvent", "first-event", "", address.ToString(), "tk_live_wrong");
        var errors = await refused.Process.StandardError.ReadToEndAsync(Cancel);
        await refused.Process.WaitForExitAsync(Cancel);
        Assert.Equal(1, refused.Process.ExitCode);
        Assert.Contains("unauthorized", errors, StringComparison.Ordinal);
    }

    /// <summary>The secret.</summary>
    static async Task<string> Subscribe(Uri address, string key, string url)
    {
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var body = new StringContent($$"""{"url":"{{url}}","events":["message.delivered","message.failed"],"description":"my first receiver"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/webhooks", body, Cancel);
        var said = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, said);
        return JsonDocument.Parse(said).RootElement.GetProperty("secret").GetString()!;
    }

    static string Squeezed(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)) + "\n";

    static string Here([CallerFilePath] string file = "") => file;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Piece();
}
