namespace Tidings.Smpp.Tests.Sessions;

public class WhenAnythingIsSentToAServer
{
    private const int Attacks = 60;

    [Fact]
    public async Task It_survives_and_serves_the_next()
    {
        await using var server = StartedServer.Start(events: new ServerEvents { AnswersAtOnce = true });
        for (var seed = 0; seed < Attacks; seed++)
            await AttackAsync(server, new Random(seed));
        while (server.Server.SessionCount > 0)
            await Task.Yield();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await esme.SendAsync(RawPeer.BindTransceiver, 0, 1, StartedServer.BindBody());
        Assert.Equal(0u, (await esme.ExpectAsync(RawPeer.BindTransceiver | RawPeer.Resp)).Status);
    }

    /// <summary>Good PDUs with octets bent at random, cut into random pieces, and then death.</summary>
    private static async Task AttackAsync(StartedServer server, Random random)
    {
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        List<byte> octets = [.. RawPeer.Pdu(RawPeer.BindTransceiver, 0, 1, StartedServer.BindBody())];
        for (var i = 0u; i < 20; i++)
            octets.AddRange(RawPeer.Pdu(random.Next(2) == 0 ? RawPeer.SubmitSm : (uint)random.Next(1, 0x110), 0, i, RawPeer.Message("hello")));
        for (var bent = random.Next(10); bent > 0; bent--)
            octets[random.Next(octets.Count)] = (byte)random.Next(256);
        try
        {
            foreach (var piece in octets.Chunk(random.Next(1, 400)))
                await esme.SendAsync(piece);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // It has had enough.
        }
        esme.Die();
    }
}
