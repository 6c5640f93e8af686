using System.Net.Http.Headers;
using System.Text.Json;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>A node in Production, killed as soon as the approval is answered and before its carrier is there to be bound to.</summary>
public sealed class When_a_node_is_killed_once_its_carrier_is_approved : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-approved-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_binds_after_the_next_start_and_nobody_is_asked_again()
    {
        var port = Server.Host.LoopbackPorts.Free();
        await using var node = new MarkedNode(
            _folder, "--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=hunter2", "--Carrier:ReconnectLongest=00:00:00.5", "--Partitions:Count=4");
        await node.Start();
        var carrier = await Carrier(node);
        Assert.Equal("awaiting-approval", carrier.GetProperty("state").GetString());
        using (var http = Client(node))
        using (var approved = await http.PostAsync(
            new Uri($"/v1/proposals/{carrier.GetProperty("proposal").GetString()}/approve", UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancel))
            Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync(Cancel));
        await node.Kill();

        await using var smsc = TidingsProcess.Start("smsc", "--port", $"{port}", "--phone-port", "-1");
        await smsc.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal));
        await node.Start();
        Assert.Equal("alone", (await Carrier(node)).GetProperty("state").GetString());
        while (!(await Carrier(node)).GetProperty("binds").EnumerateArray().All(static bind => bind.GetProperty("bound").GetBoolean()))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        using (var http = Client(node))
            Assert.Single(JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/proposals", UriKind.Relative), Cancel)).RootElement.GetProperty("proposals").EnumerateArray());
        await node.End();
        Assert.All(node.Logs, static log => Assert.DoesNotContain("hunter2", File.ReadAllText(log), StringComparison.Ordinal));
    }

    static HttpClient Client(MarkedNode node) =>
        new() { BaseAddress = node.Api, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", node.Key) } };

    static async Task<JsonElement> Carrier(MarkedNode node)
    {
        using var http = Client(node);
        return Assert.Single(JsonDocument.Parse(await http.GetStringAsync(new Uri("/v1/carriers", UriKind.Relative), Cancel)).RootElement.GetProperty("carriers").EnumerateArray());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
