using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Watch;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings doctor</c>: whether this machine can keep what Tidings promises.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The store's folder", DefaultValueFactory = static _ => new("data") };
        var carriers = new Option<bool>("--carriers") { Description = "Binds to each configured carrier too" };
        var config = new Option<FileInfo?>("--config") { Description = "The node's configuration; the environment and --Section:Key=value win over it" };
        var command = new Command("doctor", "Checks the machine: the disk's promises, time zones, languages; and the carriers") { data, carriers, config };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancel) =>
        {
            var configured = Configured(parsed.GetValue(config), parsed.UnmatchedTokens);
            IReadOnlyList<CarrierFinding> found = parsed.GetValue(carriers)
                ? [.. await CarrierDoctor.Examine(configured, TimeProvider.System, cancel), .. await CarrierStanding.Examine(configured, EnvironmentOf(configured), parsed.GetValue(data)!.FullName, cancel)]
                : [];
            return Check(parsed.GetValue(data)!, found);
        });
        return command;
    }

    static IConfiguration Configured(FileInfo? config, IReadOnlyList<string> settings)
    {
        var builder = new ConfigurationBuilder();
        if (config is not null)
            builder.AddJsonFile(config.FullName, optional: false);
        return builder.AddEnvironmentVariables("TIDINGS_").AddCommandLine([.. settings]).Build();
    }

    /// <summary>As the node will find it.</summary>
    static string EnvironmentOf(IConfiguration configuration) =>
        configuration["environment"] ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";

    static int Check(DirectoryInfo data, IReadOnlyList<CarrierFinding> carriers)
    {
        var problems = 0;
        Report(".NET", Environment.Version.ToString(), Environment.Version.Major >= 10, "Install the .NET 10 runtime.");
        Report("Cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), true, "");
        Report("Time zones", TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Istanbul", out _) ? "found" : "missing", TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Istanbul", out _), "Install tzdata.");
        var hindi = CultureInfo.GetCultureInfo("hi-IN").NumberFormat.NumberGroupSizes;
        Report("Languages", hindi is [3, 2] ? "found" : "missing", hindi is [3, 2], "Install libicu.");
        try
        {
            data.Create();
            var perSync = SyncTime(data);
            Report("fsync", $"{perSync.TotalMilliseconds:0.00} ms a 4 KB write", perSync > TimeSpan.FromMicroseconds(20), "The disk answers before it can have written: a power cut would lose accepted events.");
            Report("Free space", $"{new DriveInfo(data.FullName).AvailableFreeSpace >> 30} GB", new DriveInfo(data.FullName).AvailableFreeSpace > 1L << 30, "Leave at least 1 GB free.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Report("Folder", failure.Message, false, "Give --data a folder that this user may write to.");
        }
        foreach (var (carrier, found, good, advice) in carriers)
            Report(carrier, found, good, advice);
        return problems == 0 ? 0 : 1;

        void Report(string what, string found, bool good, string advice)
        {
            Console.WriteLine($"{(good ? "ok     " : "problem")} {what,-12} {found}{(good ? "" : $"\n        {advice}")}");
            problems += good ? 0 : 1;
        }
    }

    static TimeSpan SyncTime(DirectoryInfo folder)
    {
        const int writes = 20;
        var path = Path.Combine(folder.FullName, $".doctor-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            var page = new byte[4096];
            var began = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < writes; i++)
            {
                file.Write(page);
                file.Flush(flushToDisk: true);
            }
            return TimeProvider.System.GetElapsedTime(began) / writes;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
