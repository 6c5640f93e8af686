using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public sealed class When_the_api_would_speak_in_clear : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-clear-");

    async Task<string?> WhyNot(string urls, params string[] args)
    {
        await using var app = TidingsServer.Create([$"--Node:DataDirectory={_folder.FullName}", "--Partitions:Count=2", .. args], builder =>
        {
            builder.WebHost.UseUrls(urls);
            builder.Logging.ClearProviders();
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Message;
        }
    }

    [Fact]
    public async Task Beyond_this_machine_it_does_not_start_in_production_unless_it_is_said()
    {
        var why = await WhyNot("http://127.0.0.1:0;http://0.0.0.0:0");
        Assert.Contains("0.0.0.0", why, StringComparison.Ordinal);
        Assert.Contains("Tls:PlainHttp", why, StringComparison.Ordinal);
        Assert.NotNull(await WhyNot("http://*:0"));
        Assert.Null(await WhyNot("http://127.0.0.1:0"));
        Assert.Null(await WhyNot("http://0.0.0.0:0", "--Tls:PlainHttp=true"));
        Assert.Null(await WhyNot("http://0.0.0.0:0", "--environment=Development"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:80", false), InlineData("http://127.4.5.6:80", false), InlineData("http://[::1]:80", false), InlineData("http://localhost:80", false), InlineData("http://unix:/run/tidings.sock", false)]
    [InlineData("https://0.0.0.0:443", false), InlineData("https://bank.example", false)]
    [InlineData("http://[::]:80", true), InlineData("http://+:80", true), InlineData("http://10.0.0.1:80", true), InlineData("http://127.0.0.1.bank.example:80", true), InlineData("http://localhost.bank.example", true)]
    public void An_address_is_open_where_others_can_read(string address, bool open) => Assert.Equal(open, PlainHttpCheck.IsOpen(address));

    public void Dispose() => _folder.Delete(recursive: true);
}
