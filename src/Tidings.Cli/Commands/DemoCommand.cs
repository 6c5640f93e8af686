using System.CommandLine;
using Spectre.Console;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings demo</c>: everything in one process, and the first text within seconds.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the API; taken by another program: a free one", DefaultValueFactory = static _ => 8080 };
        var phone = new Option<int>("--phone-port") { Description = "Port of the Phone; taken by another program: a free one", DefaultValueFactory = static _ => 2780 };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Keep the store here (default: a temporary folder, deleted at the end)" };
        var quiet = new Option<bool>("--no-traffic") { Description = "The bank is quiet: only your own events" };
        var command = new Command("demo", "A fictional bank with live traffic, a carrier and a phone on a web page") { port, phone, data, quiet };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var demo = await DemoRun.Start(parsed.GetValue(port), parsed.GetValue(phone), parsed.GetValue(data), cancel);
            Show(demo);
            await demo.Run(traffic: !parsed.GetValue(quiet), cancel);
            return 0;
        });
        return command;
    }

    static void Show(DemoRun demo)
    {
        var person = DemoBank.First;
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine($"[bold]Tidings[/] is running for [bold]{DemoBank.Name}[/], a bank that does not exist.");
        AnsiConsole.WriteLine();
        // Plain lines from here on: people copy them.
        Console.WriteLine($"  Phone    {demo.PhoneUrl}");
        Console.WriteLine($"  API      {demo.ApiUrl}      reference: {demo.ApiUrl}docs");
        Console.WriteLine($"  API key  {demo.Key}");
        Console.WriteLine();
        Console.WriteLine($"Send an event of your own. {person.Name}'s phone ({person.Phone}) shows the text a moment later:");
        Console.WriteLine();
        Console.WriteLine(demo.CurlLine);
        Console.WriteLine();
        Console.WriteLine("Or ask about a payment that is unusual for her. Answer YES or NO on her phone:");
        Console.WriteLine();
        Console.WriteLine(demo.UnusualCurlLine);
        Console.WriteLine();
        Console.WriteLine("NO to any alert of a payment of hers asks about that payment; NO again reports it.");
        Console.WriteLine();
        Console.WriteLine("Ctrl+C ends it.");
    }
}
