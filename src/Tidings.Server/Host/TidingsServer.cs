using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tidings.Server.Audit;
using Tidings.Server.Compose;
using Tidings.Server.Decide;
using Tidings.Server.Deliver;
using Tidings.Server.Intake;
using Tidings.Server.Operate;
using Tidings.Server.Operate.Keys;
using Tidings.Server.Partitions;
using Tidings.Server.Tell;
using Tidings.Server.Track;
using Tidings.Server.Track.Replies;
using Tidings.Server.Verify;
using Tidings.Storage;

namespace Tidings.Server.Host;

/// <summary>
/// A node: the rooms in the order of an event's way. Hosted services start in the order of their registration and stop in the reverse of
/// it, so that a stop closes the doors first, then drains, then lets the store go.
/// </summary>
public static class TidingsServer
{
    /// <summary>A node that is configured but not started.</summary>
    /// <param name="args">Configuration as <c>--Node:DataDirectory=...</c>; also read from the environment, with the prefix <c>TIDINGS_</c>.</param>
    /// <param name="configure">Last word on configuration and services, for tests and for the demo.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ApplicationName = "tidings" });
        builder.Configuration.AddEnvironmentVariables("TIDINGS_").AddCommandLine(args);
        builder.Logging.QuietFrameworks();
        configure?.Invoke(builder);
        if (ConfigurationSections.Unknown(builder.Configuration) is { Count: > 0 } unknown)
            throw new OptionsValidationException("configuration", typeof(ConfigurationSections), unknown);
        var node = builder.Configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new();
        var bank = builder.Configuration.GetSection(BankOptions.Section).Get<BankOptions>() ?? new();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<NodeOptions>().BindConfiguration(NodeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BankOptions>().BindConfiguration(BankOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TlsOptions>().BindConfiguration(TlsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TlsOptions>, TlsOptionsCheck>().AddSingleton<ApiTls>();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.ApplicationServices.GetRequiredService<ApiTls>().Apply(kestrel));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = node.DrainWithin);
        services.AddSingleton<StoreUpkeep>().AddSingleton<StoreHealth>();
        builder.AddSealedStore();
        services.AddHostedService<NodeStart>();
        services.AddOperate();
        services.AddAudit();
        services.AddInstallationKeys();
        services.AddHostedService<FirstKey>();
        services.AddHostedService<FirstOperator>();
        services.AddDecide(bank.ToSettings(), BankPoliciesCheck.Read(bank));
        services.AddTell();
        builder.UseSilo(node);
        services.AddPartitions();
        services.AddTrack();
        services.AddReplies();
        services.AddVerify();
        services.AddDeliver();
        services.AddHostedService<CertificateWatch>();
        services.AddHostedService<PlainHttpCheck>();
        services.AddIntake();
        services.AddHealthChecks().AddCheck<PartitionsReady>("partitions").AddCheck<StoreHealth>("store");

        var app = builder.Build();
        app.UseOperate();
        app.MapIntake();
        app.MapDecide();
        app.MapCompose();
        app.MapDeliver();
        app.MapTrack();
        app.MapReplies();
        app.MapVerify();
        app.MapAudit();
        app.MapTell();
        app.MapOperate();
        app.MapInstallationKeys();
        return app;
    }
}
