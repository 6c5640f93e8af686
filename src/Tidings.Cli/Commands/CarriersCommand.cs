using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings carriers</c>: how the carriers of a running node stand.</summary>
internal static class CarriersCommand
{
    public static Command Create()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var command = new Command("carriers", "Shows how the carriers of a running node stand") { api, key };
        command.SetAction((parsed, cancel) => ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Get, "/v1/carriers", null, static answer =>
            {
                foreach (var carrier in answer["carriers"]!.AsArray())
                    Show(carrier!);
            }, cancel));
        return command;
    }

    static string StateOf(JsonNode carrier) => carrier["proposal"] is { } proposal ? $"{carrier["state"]} ({proposal})" : (string)carrier["state"]!;

    static void Show(JsonNode carrier)
    {
        var binds = carrier["binds"]!.AsArray();
        var pace = binds.Sum(static bind => (double)bind!["perSecond"]!).ToString("0.#", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"{(string?)carrier["name"],-16} {StateOf(carrier),-7} {binds.Count(static bind => (bool)bind!["bound"]!)} of {binds.Count} bound   {pace}/s   waiting {carrier["waiting"]!.AsObject().Sum(static of => (int)of.Value!)}");
        foreach (var health in carrier["health"]!.AsArray())
        {
            var rate = health!["rate"] is { } part ? string.Create(CultureInfo.InvariantCulture, $" ({(double)part:P0})") : "";
            var seconds = health["seconds"] is { } took ? string.Create(CultureInfo.InvariantCulture, $", {(double)took:0.0} s") : "";
            Console.WriteLine($"  {(string?)health["country"] ?? "??"}  accepted {health["accepted"]}, delivered {health["delivered"]}, failed {health["failed"]}{rate}{seconds}{((bool)health["ailing"]! ? ", ailing" : "")}");
        }
    }
}
