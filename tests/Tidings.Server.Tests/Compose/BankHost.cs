using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Compose;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Compose;

/// <summary>The real endpoints of what a bank sets, over a store of documents.</summary>
internal static class BankHost
{
    public static BankSettings Initial { get; } = new() { Name = "Northwind Bank", Hotline = "+44 20 7946 0000", Sender = new SenderId("Northwind"), HomeCountry = "GB" };

    public static Task<IntakeHost> Start(IStore? store = null, Action<CarrierOptions>? carrier = null, params string[] twoPersons) => IntakeHost.Start(
        map: static app => app.MapDecide().MapCompose(),
        services: services =>
        {
            if (store is not null)
                services.AddSingleton(store);
            services.Configure<CarrierOptions>(options => carrier?.Invoke(options));
            services.Configure<AccessOptions>(options => options.TwoPersons = twoPersons is [] ? ["none"] : twoPersons);
            services.AddDecide(Initial);
        });

    public static Task<Answer> Get(this IntakeHost host, string path) => host.Send(new HttpRequestMessage(HttpMethod.Get, path));

    public static Task<Answer> Put(this IntakeHost host, string path, string json, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return host.Send(request);
    }

    public static Task<Answer> Preview(this IntakeHost host, string json) => host.Post("/v1/templates/preview", "application/json", json);
}
