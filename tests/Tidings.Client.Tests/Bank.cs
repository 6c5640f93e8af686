using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Client.Events;
using Tidings.Server.Tests.Intake;

namespace Tidings.Client.Tests;

/// <summary>A program of the bank that has the client as such a program has it: from its services.</summary>
internal sealed class Bank : IAsyncDisposable
{
    readonly ServiceProvider _services;

    Bank(ServiceProvider services) => _services = services;

    public TidingsClient Tidings => _services.GetRequiredService<TidingsClient>();

    public static Bank At(Uri address, string? key, Action<TidingsOptions>? set = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        more?.Invoke(services);
        services.AddTidings(options =>
        {
            (options.Address, options.Key) = (address, key);
            set?.Invoke(options);
        });
        return new(services.BuildServiceProvider());
    }

    public static Bank Of(RealNode node, Action<TidingsOptions>? set = null) => At(node.Client.BaseAddress!, KeyOf(node), set);

    public static string KeyOf(RealNode node) => node.Client.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>A node that takes numbers that are kept for fiction.</summary>
    public static Task<RealNode> Node(string? directory = null, params (string, string)[] more) => RealNode.Start(directory, [("Intake:AssignedNumbersOnly", "false"), .. more]);

    /// <summary>Customers C-0, C-1 … each with an account of his own.</summary>
    public static async Task Register(Uri address, string key, int customers = 1)
    {
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        for (var i = 0; i < customers; i++)
        {
            await Put(http, $"/v1/customers/C-{i}", $$"""{"name":"Ada Jensen","phones":["+44770090010{{i}}"],"language":"en"}""");
            await Put(http, $"/v1/accounts/A-{i}", $$"""{"holders":["C-{{i}}"],"currency":"EUR"}""");
        }
    }

    public static Task Register(RealNode node, int customers = 1) => Register(node.Client.BaseAddress!, KeyOf(node), customers);

    /// <summary>A card payment of customer C-i, of so much that its text is like no other's.</summary>
    public static TidingsEvent Payment(string id, int customer = 0, decimal amount = 12.30m) => new("/bank/core", id, new TransactionPosted
    {
        Account = $"A-{customer}", Kind = TransactionKind.CardPayment, Amount = new(amount, "EUR"), Merchant = new() { Name = "Corner Bakery" },
    });

    static async Task Put(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(path, content, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
