using System.Net.Sockets;
using System.Text;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Tidings.Server.Tests.Operate.Limits;

/// <summary>Over plain sockets, since clients are too polite for this.</summary>
public sealed class When_a_connection_is_a_burden
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Task<IntakeHost> Start(Action<LimitsOptions>? set = null) => IntakeHost.Start(services: services => services.Configure<LimitsOptions>(limits => set?.Invoke(limits)));

    static async Task<TcpClient> Connect(IntakeHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, Cancel);
        return client;
    }

    /// <summary>What is answered until the server closes; nothing more is sent. One that it closes before anything could be sent has no answer either.</summary>
    static async Task<string> Answer(TcpClient client, string sent)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent), Cancel);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadToEndAsync(Cancel);
        }
        catch (IOException)
        {
            return "";
        }
    }

    static async Task<int> Status(IntakeHost host, string request)
    {
        using var client = await Connect(host);
        var answer = await Answer(client, request);
        return answer.Length == 0 ? 0 : int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Headers_that_come_drop_by_drop_are_not_waited_for()
    {
        await using var host = await Start(static limits => limits.HeadersWithin = TimeSpan.FromSeconds(1));
        Assert.Equal(408, await Status(host, "GET /v1/me HTTP/1.1\r\nHost: here\r\nX-Slow: "));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        await using var host = await Start(static limits => limits.KeepAlive = TimeSpan.FromSeconds(1));
        Assert.Equal(0, await Status(host, ""));
    }

    [Fact]
    public async Task Too_many_or_too_long_headers_and_too_long_a_line_are_refused()
    {
        await using var host = await Start(static limits => (limits.Headers, limits.HeaderBytes, limits.RequestLineBytes) = (20, 4096, 1024));
        Assert.Equal(200, await Status(host, Request("/schemas", 18)));
        Assert.Equal(431, await Status(host, Request("/schemas", 19)));
        Assert.Equal(431, await Status(host, Request("/schemas", 1, 5000)));
        Assert.Equal(414, await Status(host, Request("/schemas?" + new string('x', 1100), 1)));

        static string Request(string path, int headers, int length = 1) =>
            $"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n{string.Concat(Enumerable.Range(0, headers).Select(n => $"X-{n}: {new string('x', length)}\r\n"))}\r\n";
    }

    [Theory]
    [InlineData("POST", "/v1/keys"), InlineData("PUT", "/v1/customers/ada"), InlineData("POST", "/v1/sessions"), InlineData("POST", "/v1/events")]
    public async Task A_body_beyond_the_doors_bound_is_refused_by_its_announcement(string method, string path)
    {
        await using var host = await Start();
        Assert.Equal(413, await Status(host,
            $"{method} {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {host.Key}\r\nContent-Type: {(path == "/v1/events" ? "application/cloudevents+json" : "application/json")}\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task One_address_has_so_many_connections_and_a_closed_one_makes_room()
    {
        await using var host = await Start(static limits => limits.ConnectionsPerAddress = 2);
        host.Client.Dispose();
        var open = new List<TcpClient>();
        try
        {
            // The first requests are answered, so that the server has counted these connections.
            for (var i = 0; i < 2; i++)
            {
                open.Add(await Connect(host));
                await open[i].GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n"u8.ToArray(), Cancel);
                Assert.True(await open[i].GetStream().ReadAsync(new byte[64], Cancel) > 0);
            }
            Assert.Equal(0, await Status(host, "GET /health/live HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"));
            open[0].Dispose();
            var status = 0;
            while (status == 0)
                status = await Status(host, "GET /health/live HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
            Assert.Equal(200, status);
        }
        finally
        {
            open.ForEach(static client => client.Dispose());
        }
    }

    [Fact]
    public async Task Beyond_all_connections_one_more_is_closed()
    {
        await using var host = await Start(static limits => (limits.Connections, limits.ConnectionsPerAddress) = (10, 0));
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 10; i++)
            {
                open.Add(await Connect(host));
                await open[i].GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n"u8.ToArray(), Cancel);
                Assert.True(await open[i].GetStream().ReadAsync(new byte[64], Cancel) > 0);
            }
            Assert.Equal(0, await Status(host, "GET /health/live HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"));
        }
        finally
        {
            open.ForEach(static client => client.Dispose());
        }
    }
}
