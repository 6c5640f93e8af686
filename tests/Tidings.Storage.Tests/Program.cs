using Tidings.Storage.Tests.Crash;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Tidings.Storage.Tests;

internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [CrashChild.Verb, var backend, var target] => await CrashChild.Run(backend, target),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
