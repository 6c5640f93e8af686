using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tidings.Acceptance.Tests.AtRest;
using Tidings.Simulator;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 while codes are asked for and checked: what was begun can be finished, what was approved is not approved again, and nobody gets more tries by a crash.</summary>
public sealed partial class When_a_node_is_killed_while_codes_are_checked : IDisposable
{
    const int Customers = 9;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-codes-");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"4477009003{customer:00}");

    [Fact]
    public async Task What_was_answered_holds_afterwards()
    {
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel);
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--Carrier:Port={smsc.SmppPort}"), "--Carrier:SystemId=bank",
            "--Intake:AssignedNumbersOnly=false", "--Carrier:ReconnectFirst=00:00:00.05");
        await node.Start();
        var (ids, codes) = (new string[Customers], new string[Customers]);
        for (var i = 0; i < Customers; i++)
        {
            await Send(node, HttpMethod.Put, $"/v1/customers/C-{i}", $$"""{"name":"Ada","phones":["+{{Number(i)}}"],"language":"en"}""", 200);
            ids[i] = (await Send(node, HttpMethod.Post, "/v1/verifications", $$"""{"purpose":"login","customer":"C-{{i}}"}""", 201)).GetProperty("id").GetString()!;
        }
        for (var i = 0; i < Customers; i++)
        {
            while (smsc.Inbox.Texts(Number(i)).Count == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
            codes[i] = Code().Match(smsc.Inbox.Texts(Number(i))[0].Text).Value;
        }

        // Of every three one is approved, one has had three wrong codes, and one is untouched; the first is right at the very moment of the kill.
        for (var i = 1; i < Customers; i++)
        {
            if (i % 3 == 0)
                Assert.True((await Check(node, ids[i], codes[i], 200)).GetProperty("approved").GetBoolean());
            for (var wrong = 0; i % 3 == 1 && wrong < 3; wrong++)
                Assert.Equal(4 - wrong, (await Check(node, ids[i], Wrong(codes[i]), 200)).GetProperty("triesLeft").GetInt32());
        }
        var racing = Task.Run(() => TryCheck(node, ids[0], codes[0]), Cancel);
        await node.Kill();
        var answered = await racing;
        await node.Start();

        for (var i = 1; i < Customers; i++)
        {
            switch (i % 3)
            {
                case 0:
                    await Check(node, ids[i], codes[i], 409);
                    break;
                case 1:
                    Assert.Equal(1, (await Check(node, ids[i], Wrong(codes[i]), 200)).GetProperty("triesLeft").GetInt32());
                    Assert.Equal("failed", (await Check(node, ids[i], Wrong(codes[i]), 200)).GetProperty("status").GetString());
                    await Check(node, ids[i], codes[i], 409);
                    break;
                default:
                    Assert.True((await Check(node, ids[i], codes[i], 200)).GetProperty("approved").GetBoolean());
                    break;
            }
        }
        // Whoever was told that it is approved finds it so; whoever was not may find it either way, and never twice.
        var status = (await Send(node, HttpMethod.Get, $"/v1/verifications/{ids[0]}", null, 200)).GetProperty("status").GetString();
        if (answered)
            Assert.Equal("approved", status);
        Assert.Equal(status == "pending", await TryCheck(node, ids[0], codes[0]));
        await Check(node, ids[0], codes[0], 409);
        // Nothing was sent twice.
        Assert.Equal(Customers, smsc.Inbox.Texts().Count);
    }

    static string Wrong(string code) => code[..^1] + (code[^1] == '0' ? '1' : '0');

    static Task<JsonElement> Check(MarkedNode node, string id, string code, int status) =>
        Send(node, HttpMethod.Post, $"/v1/verifications/{id}/check", $$"""{"code":"{{code}}","purpose":"login"}""", status);

    /// <summary>True: it was approved. False: it was not, or nobody answered.</summary>
    static async Task<bool> TryCheck(MarkedNode node, string id, string code)
    {
        try
        {
            var (status, text) = await node.Ask(HttpMethod.Post, $"/v1/verifications/{id}/check", $$"""{"code":"{{code}}","purpose":"login"}""");
            return status == 200 && JsonDocument.Parse(text).RootElement.GetProperty("approved").GetBoolean();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    static async Task<JsonElement> Send(MarkedNode node, HttpMethod method, string path, string? body, int status) => JsonDocument.Parse(await node.Send(method, path, body, status: status)).RootElement;

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex(@"[0-9]{6}(?= is your code)")]
    private static partial Regex Code();
}
