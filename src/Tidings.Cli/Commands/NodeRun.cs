using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Server.Host;

namespace Tidings.Cli.Commands;

/// <summary>Runs a node to its end and says what stopped it, in words an operator can use.</summary>
internal static class NodeRun
{
    public static async Task<int> Run(string[] args, FileInfo? config, CancellationToken cancel)
    {
        try
        {
            await using var app = TidingsServer.Create(args, builder =>
            {
                if (config is not null)
                    builder.Configuration.AddJsonFile(config.FullName, optional: false).AddEnvironmentVariables("TIDINGS_");
                builder.Configuration.AddCommandLine(args);
            });
            var end = NodeEnd.Watch(app);
            await app.RunAsync(cancel);
            if (end.Failure is not { } failed)
                return 0;
            Console.Error.WriteLine($"The node stopped because a part of it failed: {failed.Part} ({failed.Kind})");
            return 1;
        }
        catch (OptionsValidationException wrong)
        {
            Console.Error.WriteLine("The configuration is wrong:");
            foreach (var failure in wrong.Failures)
                Console.Error.WriteLine($"  {failure}");
            return 2;
        }
        catch (FileNotFoundException missing) when (config is not null)
        {
            Console.Error.WriteLine($"The configuration file does not exist: {missing.FileName ?? config.FullName}");
            return 2;
        }
        catch (InvalidOperationException wrong) when (wrong.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            // A number or a time that is none; what was written there is in the message, and is no secret.
            Console.Error.WriteLine($"The configuration is wrong:\n  {wrong.Message}");
            return 2;
        }
        catch (Exception failure) when (failure is IOException or StoreRefusedException or StoreUnavailableException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
