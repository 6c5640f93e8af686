using System.CommandLine;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings serve</c>: a node. What is not an option of its own goes to the configuration as it stands: <c>--Partitions:Count=8</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var config = new Option<FileInfo?>("--config") { Description = "A JSON file with sections as in docs/configuration.md; the environment and the command line win over it" };
        var urls = new Option<string>("--urls") { Description = "Where the API listens", DefaultValueFactory = static _ => "http://127.0.0.1:8080" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "The store's folder (default ./data)" };
        var rest = new Argument<string[]>("settings") { Description = "Configuration as --Section:Key=value", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("serve", "Runs a node") { config, urls, data, rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancel) =>
        {
            var args = new List<string> { "--urls", parsed.GetValue(urls)! };
            if (parsed.GetValue(data) is { } folder)
                args.Add($"--Node:DataDirectory={folder.FullName}");
            args.AddRange(parsed.GetValue(rest) ?? []);
            args.AddRange(parsed.UnmatchedTokens);
            return await NodeRun.Run([.. args], parsed.GetValue(config), cancel);
        });
        return command;
    }
}
