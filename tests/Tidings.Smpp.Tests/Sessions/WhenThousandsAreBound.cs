using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThousandsAreBound
{
    private const int Sessions = 4000;

    /// <summary>Both ends of each, and what the process needs besides.</summary>
    private const int FileHandles = 2 * Sessions + 500;

    [Fact]
    public async Task Each_sends_and_hears_its_own()
    {
        Assert.SkipUnless(MaxFileHandles() >= FileHandles, $"The process may open fewer than {FileHandles} files (ulimit -n).");
        await using var server = StartedServer.Start(events: new ServerEvents { AnswersAtOnce = true });
        var threads = ThreadPool.ThreadCount;
        List<SmppClient> clients = [];
        foreach (var batch in Enumerable.Range(0, Sessions).Chunk(50))
            clients.AddRange(await Task.WhenAll(batch.Select(_ => BindAsync(server))));
        Assert.Equal(Sessions, server.Server.SessionCount);
        var results = await Task.WhenAll(clients.Select(c => c.SubmitAsync(new SubmitSm { ShortMessage = "Hello"u8 }))).Within();
        Assert.Equal(Sessions, results.Select(MessageId).Distinct().Count());
        await Task.WhenAll(clients.Select(c => c.UnbindAsync())).Within();
        while (server.Server.SessionCount > 0)
            await Task.Yield();
        Assert.True(ThreadPool.ThreadCount - threads < 100, "a session costs no thread");
    }

    private static async Task<SmppClient> BindAsync(StartedServer server)
    {
        var result = await SmppClient.ConnectAsync(
            BoundClient.Options(server.Server.EndPoint), new ClientEvents(), TimeProvider.System, Patience.Token).Within();
        return Assert.IsType<SmppConnectResult.Bound>(result).Client;
    }

    private static long MaxFileHandles()
    {
        var limits = "/proc/self/limits";
        if (!File.Exists(limits))
            return long.MaxValue;
        var words = File.ReadLines(limits).First(l => l.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.TryParse(words[3], out var limit) ? limit : long.MaxValue;
    }

    private static string MessageId(RequestResult result)
    {
        Assert.Equal(CommandStatus.ESME_ROK, result.Status);
        result.Decode(out SubmitSmResp response);
        return System.Text.Encoding.ASCII.GetString(response.MessageId);
    }
}
