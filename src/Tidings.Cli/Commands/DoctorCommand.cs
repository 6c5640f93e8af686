using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tidings.Server.Deliver.Watch;
using Tidings.Server.Host.Doctor;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings doctor</c>: what would keep a node from what Tidings promises, and what to do about it. 1: something was found.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "The store's folder, also of a node that runs (default ./data)" };
        var carriers = new Option<bool>("--carriers") { Description = "Binds to each configured carrier too" };
        var ntp = new Option<string?>("--ntp") { Description = "A time server to compare the clock with, host or host:port" };
        var config = new Option<FileInfo?>("--config") { Description = "The node's configuration; the environment and --Section:Key=value win over it" };
        var command = new Command("doctor", "Checks the machine, the configuration, the store, the clock, keys, certificates and templates; and the carriers") { data, carriers, ntp, config };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancel) =>
        {
            var (configuration, unreadable) = Configured(parsed.GetValue(config), parsed.UnmatchedTokens);
            if (unreadable is not null)
                return Report([unreadable]);
            var folder = parsed.GetValue(data)?.FullName ?? configuration["Node:DataDirectory"] ?? "data";
            List<DoctorFinding> found = [.. MachineCheck.Run(folder), .. await NodeDoctor.Examine(folder, configuration, parsed.GetValue(ntp), TimeProvider.System, cancel)];
            if (parsed.GetValue(carriers))
                found.AddRange(await Visited(configuration, cancel));
            return Report(found);
        });
        return command;
    }

    static (IConfiguration Configuration, DoctorFinding? Unreadable) Configured(FileInfo? config, IReadOnlyList<string> settings)
    {
        var builder = new ConfigurationBuilder();
        if (config is not null)
            builder.AddJsonFile(config.FullName, optional: false);
        builder.AddEnvironmentVariables("TIDINGS_").AddCommandLine([.. settings]);
        try
        {
            return (builder.Build(), null);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return (new ConfigurationBuilder().Build(), new("configuration", $"{config?.FullName} {(failure is FileNotFoundException ? "does not exist" : "cannot be read as JSON")}", false, "Give --config the file with which the node is started."));
        }
    }

    /// <summary>What is wrong with their configuration was said already.</summary>
    static async Task<IEnumerable<DoctorFinding>> Visited(IConfiguration configuration, CancellationToken cancel) =>
        from one in await CarrierDoctor.Examine(configuration, TimeProvider.System, cancel)
        where one.Carrier != CarrierDoctor.OfConfiguration
        select new DoctorFinding($"carrier {one.Carrier}", one.Found, one.IsGood, one.Advice);

    static int Report(IReadOnlyList<DoctorFinding> found)
    {
        foreach (var (what, words, good, advice) in found)
            Console.WriteLine($"{(good ? "ok     " : "problem")} {what,-13} {words}{(good ? "" : $"\n        {advice}")}");
        return found.All(static one => one.IsGood) ? 0 : 1;
    }
}
