using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings keys</c>: the keys under which a running node seals its data, over its API. Keys of the API are <c>tidings apikey</c>.</summary>
internal static class KeysCommand
{
    const string Address = "/v1/installation-keys";

    public static Command Create() => new("keys", "The keys under which a running node seals its data") { Status(), Rotate(), Rewrap(), Destroy() };

    static Command Status() => Call("status", "Says who keeps the root key, how many data keys are wrapped under which key, and how far a pass is", HttpMethod.Get, Address);

    static Command Rewrap() => Call("rewrap", "Goes on wrapping data keys under the newest key-encryption key; status says how far it is", HttpMethod.Post, $"{Address}/rewrap");

    static Command Call(string name, string description, HttpMethod method, string path)
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var command = new Command(name, description) { api, key };
        command.SetAction((parsed, cancel) => ApiCall.Send(parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), method, path, null, Show, cancel));
        return command;
    }

    static Command Rotate()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var what = new Argument<string>("what") { Description = "root: the key at the provider. wrapping: the key-encryption key, and every data key is wrapped anew" };
        what.AcceptOnlyFromAmong("root", "wrapping");
        var rotate = new Command("rotate", "Makes a new root or key-encryption key while traffic flows") { what, api, key };
        rotate.SetAction((parsed, cancel) => ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Post, $"{Address}/rotate", new() { ["what"] = parsed.GetValue(what) }, Show, cancel));
        return rotate;
    }

    static Command Destroy()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var customer = new Argument<string>("customer") { Description = "The bank's id of the customer" };
        var sure = new Option<bool>("--for-good") { Description = "Needed: nothing brings the customer back" };
        var destroy = new Command("destroy", "Destroys a customer's key: nothing of the customer can be read afterwards, in no backup either") { customer, sure, api, key };
        destroy.SetAction((parsed, cancel) => !parsed.GetValue(sure) ? Task.FromResult(ApiCall.Wrong("Nothing brings a customer back: say --for-good.")) : ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Delete, $"/v1/customers/{Uri.EscapeDataString(parsed.GetValue(customer)!)}", null,
            static _ => Console.WriteLine("Erased. That it was done is in the audit log."), cancel));
        return destroy;
    }

    static void Show(JsonNode answer)
    {
        Console.WriteLine($"provider  {answer["provider"]}, root key {(string?)answer["root"] ?? "not known: it does not answer"}");
        foreach (var one in answer["wrapping"]!.AsArray())
            Console.WriteLine($"wrapping  version {one!["version"]} under {one["root"]}: {one["dataKeys"]} data keys");
        foreach (var one in answer["index"]!.AsArray())
            Console.WriteLine($"index     version {one!["version"]} under {one["root"]}");
        Console.WriteLine($"destroyed {answer["destroyed"]} data keys");
        if (answer["refused"] is { } refused)
        {
            Console.WriteLine($"refused   {refused["attempts"]} attempts to open a row failed since the start:");
            foreach (var row in refused["rows"]!.AsArray())
                Console.WriteLine($"          {row!["table"]} {row["row"]}, first at {row["since"]}, last at {row["last"]}");
        }
        if (answer["pass"] is { } pass)
            Console.WriteLine($"pass      {pass["state"]}: {pass["rewrapped"]} wrapped anew, {pass["seen"]} looked at, since {pass["began"]}");
    }
}
