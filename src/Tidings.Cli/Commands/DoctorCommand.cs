using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tidings.Server.Deliver.Approval;
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
            if (File.Exists(folder))
                return Report([new("data", $"{folder} is a file, not a folder", false, "Give --data, or Node:DataDirectory, the folder in which the node keeps its store.")]);
            List<DoctorFinding> found = [.. MachineCheck.Run(folder), .. await NodeDoctor.Examine(folder, configuration, parsed.GetValue(ntp), TimeProvider.System, cancel)];
            if (parsed.GetValue(carriers))
                found.AddRange(await Visited(configuration, folder, cancel));
            return Report(found);
        });
        return command;
    }

    static (IConfiguration Configuration, DoctorFinding? Unreadable) Configured(FileInfo? config, IReadOnlyList<string> settings)
    {
        var builder = new ConfigurationBuilder();
        // The same places in the same order as a node's (docs/configuration.md).
        if (Add(builder, Path.GetFullPath("appsettings.json"), optional: true) is { } standing)
            return (new ConfigurationBuilder().Build(), new("configuration", standing, false, "Mend the file, or move it: a node that is started in this folder reads it."));
        if (config is not null && Add(builder, config.FullName, optional: false) is { } given)
            return (new ConfigurationBuilder().Build(), new("configuration", given, false, "Give --config the file with which the node is started."));
        return (builder.AddEnvironmentVariables("TIDINGS_").AddCommandLine([.. settings]).Build(), null);
    }

    /// <summary>Null, or what is wrong with the file.</summary>
    static string? Add(ConfigurationBuilder builder, string file, bool optional)
    {
        if (!optional && Directory.Exists(file))
            return $"{file} is a folder, not a file";
        try
        {
            builder.AddConfiguration(new ConfigurationBuilder().AddJsonFile(file, optional).Build());
            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return $"{file} {(failure is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : failure is UnauthorizedAccessException ? "may not be read by this user" : "cannot be read as JSON")}";
        }
    }

    /// <summary>What is wrong with their configuration was said already.</summary>
    static async Task<IEnumerable<DoctorFinding>> Visited(IConfiguration configuration, string folder, CancellationToken cancel) =>
        from one in (IEnumerable<CarrierFinding>)
            [.. await CarrierDoctor.Examine(configuration, TimeProvider.System, cancel), .. await CarrierStanding.Examine(configuration, EnvironmentOf(configuration), folder, cancel)]
        where one.Carrier != CarrierDoctor.OfConfiguration
        select new DoctorFinding($"carrier {one.Carrier}", one.Found, one.IsGood, one.Advice);

    /// <summary>As the node will find it.</summary>
    static string EnvironmentOf(IConfiguration configuration) =>
        configuration["environment"] ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";

    static int Report(IReadOnlyList<DoctorFinding> found)
    {
        foreach (var (what, words, good, advice) in found)
            Console.WriteLine($"{(good ? "ok     " : "problem")} {what,-13} {words}{(good ? "" : $"\n        {advice}")}");
        return found.All(static one => one.IsGood) ? 0 : 1;
    }
}
