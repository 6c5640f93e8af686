using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Cli.Demo;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings send</c>: one event from the command line, to see what becomes of it.</summary>
internal static class SendCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var api = new Option<string>("--api") { Description = "Where the node listens", DefaultValueFactory = static _ => "http://127.0.0.1:8080" };
        var key = new Option<string?>("--key") { Description = "API key (default: the environment's TIDINGS_API_KEY)" };
        var type = new Argument<string>("type") { Description = "The event's type, for example account.transaction.posted" };
        var data = new Argument<string>("data") { Description = "The event's data as JSON, or @file" };
        var id = new Option<string?>("--id") { Description = "The event's id (default: from the clock)" };
        var command = new Command("send", "Sends one event and prints what became of it") { type, data, api, key, id };
        command.SetAction(async (parsed, cancel) =>
        {
            var secret = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("TIDINGS_API_KEY");
            if (string.IsNullOrEmpty(secret))
                return Wrong("No API key: give --key, or set TIDINGS_API_KEY.");
            if (!Uri.TryCreate(parsed.GetValue(api), UriKind.Absolute, out var address))
                return Wrong("--api is no address, for example http://127.0.0.1:8080.");
            try
            {
                var text = parsed.GetValue(data)!;
                using var bank = new BankSide(address, secret);
                var answer = await bank.Post(new JsonObject
                {
                    ["specversion"] = "1.0",
                    ["id"] = parsed.GetValue(id) ?? TimeProvider.System.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture),
                    ["source"] = "/tidings/send",
                    ["type"] = parsed.GetValue(type),
                    ["time"] = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
                    ["data"] = JsonNode.Parse(text.StartsWith('@') ? await File.ReadAllTextAsync(text[1..], cancel) : text),
                }, cancel);
                Console.WriteLine(answer.ToJsonString(Indented));
                return 0;
            }
            catch (JsonException wrong)
            {
                return Wrong($"The data is no JSON: {wrong.Message}");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                return Wrong(failure.Message);
            }
        });
        return command;
    }

    static int Wrong(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
