using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings explain</c>: why a customer hears of an event, or does not.</summary>
internal static class ExplainCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var what = new Argument<string>("what") { Description = "The id of a message or decided event, a CloudEvent as JSON, or @file with one" };
        var command = new Command("explain", "Says what would be sent for an event, or was, and why or why not; nothing is sent") { what, api, key };
        command.SetAction(async (parsed, cancel) =>
        {
            var text = parsed.GetValue(what)!;
            try
            {
                if (text.StartsWith('@'))
                    text = await File.ReadAllTextAsync(text[1..], cancel);
                var body = text.TrimStart().StartsWith('{') ? new JsonObject { ["event"] = JsonNode.Parse(text) } : new JsonObject { ["message"] = text.Trim() };
                return await ApiCall.Send(parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Post, "/v1/explain", body, static answer => Console.WriteLine(answer.ToJsonString(Indented)), cancel);
            }
            catch (JsonException wrong)
            {
                return ApiCall.Wrong($"The event is no JSON: {wrong.Message}");
            }
            catch (IOException failure)
            {
                return ApiCall.Wrong(failure.Message);
            }
        });
        return command;
    }
}
