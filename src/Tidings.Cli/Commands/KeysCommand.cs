using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings keys</c>: the keys under which a running node seals its data, over its API. Keys of the API are <c>tidings apikey</c>.</summary>
internal static class KeysCommand
{
    const string Address = "/v1/installation-keys";

    public static Command Create() => new("keys", "The keys under which a running node seals its data") { Status(), Rotate(), Rewrap(), Reencrypt(), Destroy(), KeysPassphraseCommand.Create() };

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
        var what = new Argument<string>("what") { Description = "root: the key at the provider. wrapping: the key-encryption key, and every data key is wrapped anew. data: every data key. customer: one. documents, index" };
        what.AcceptOnlyFromAmong("root", "wrapping", "data", "customer", "documents", "index");
        var customer = new Option<string?>("--customer") { Description = "The bank's id of the customer, with customer" };
        var rotate = new Command("rotate", "Makes a new key, under which is wrapped or sealed from now on, while traffic flows") { what, customer, api, key };
        rotate.SetAction((parsed, cancel) => ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Post, $"{Address}/rotate", Asked(parsed.GetValue(what)!, parsed.GetValue(customer)), Show, cancel));
        return rotate;
    }

    static JsonObject Asked(string what, string? customer) => customer is null ? new() { ["what"] = what } : new() { ["what"] = what, ["customer"] = customer };

    static Command Reencrypt()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var destroyOld = new Option<bool>("--destroy-old") { Description = "Destroys older data keys at the end: copies of the data from before then open no more" };
        var reencrypt = new Command("reencrypt", "Seals everything that is stored under the newest data keys, or goes on with it; status says how far it is") { destroyOld, api, key };
        reencrypt.SetAction((parsed, cancel) => ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Post, $"{Address}/reencrypt", new() { ["destroyOld"] = parsed.GetValue(destroyOld) }, Show, cancel));
        return reencrypt;
    }

    static Command Destroy()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var customer = new Argument<string>("customer") { Description = "The bank's id of the customer" };
        var sure = new Option<bool>("--for-good") { Description = "Needed: nothing brings the customer back" };
        var destroy = new Command("destroy", "Destroys a customer's key: nothing of the customer can be read afterwards, in no backup either") { customer, sure, api, key };
        destroy.SetAction((parsed, cancel) => !parsed.GetValue(sure) ? Task.FromResult(ApiCall.Wrong("Nothing brings a customer back: say --for-good.")) : ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Delete, $"/v1/customers/{Uri.EscapeDataString(parsed.GetValue(customer)!)}", null,
            static answer => Console.WriteLine(answer["proposal"] is { } waits ? $"It waits as proposal {waits} until somebody else asks for the same." : "Erased. That it was done is in the audit log."), cancel));
        return destroy;
    }

    static void Show(JsonNode answer)
    {
        if (answer["proposal"] is { } waits)
        {
            Console.WriteLine($"It waits for a second person as proposal {waits}: tidings proposals approve {waits}");
            return;
        }
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
            Console.WriteLine($"pass      {pass["what"]} {pass["state"]}: {pass["rewrapped"]} made anew, {pass["seen"]} looked at, {pass["refused"]} do not open, {pass["retired"]} old keys destroyed, since {pass["began"]}");
    }
}
