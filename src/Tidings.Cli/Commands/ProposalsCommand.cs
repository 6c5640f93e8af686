using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings proposals</c>: what waits for a second person in a running node.</summary>
internal static class ProposalsCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create() => new("proposals", "Changes that wait for a second person") { List(), Show(), Approve(), Reject() };

    static Argument<string> Id() => new("id") { Description = "The proposal's id, as the list shows it" };

    static Command List()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var all = new Option<bool>("--all") { Description = "Decided ones too" };
        var list = new Command("list", "Lists what waits") { all, api, key };
        list.SetAction((parsed, cancel) => ApiCall.Send(parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Get, "/v1/proposals", null, answer =>
        {
            foreach (var one in answer["proposals"]!.AsArray().Where(one => parsed.GetValue(all) || (string?)one!["state"] == "open"))
                Console.WriteLine($"{one!["id"]}  {one["state"]}  {one["kind"]}/{one["subject"]}  by {one["by"]}  {one["at"]}");
        }, cancel));
        return list;
    }

    static Command Show()
    {
        var (id, api, key) = (Id(), ApiCall.Api(), ApiCall.Key());
        var show = new Command("show", "Shows a proposal with the document that it would bring into force") { id, api, key };
        show.SetAction((parsed, cancel) => ApiCall.Send(
            parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Get, $"/v1/proposals/{Uri.EscapeDataString(parsed.GetValue(id)!)}", null,
            static answer => Console.WriteLine(answer.ToJsonString(Indented)), cancel));
        return show;
    }

    static Command Approve()
    {
        var (id, api, key) = (Id(), ApiCall.Api(), ApiCall.Key());
        var approve = new Command("approve", "Brings somebody else's change into force") { id, api, key };
        approve.SetAction((parsed, cancel) => Decide(parsed.GetValue(api)!, parsed.GetValue(key), parsed.GetValue(id)!, "approve", [], cancel));
        return approve;
    }

    static Command Reject()
    {
        var (id, api, key) = (Id(), ApiCall.Api(), ApiCall.Key());
        var reason = new Argument<string>("reason") { Description = "Why: to 200 characters" };
        var reject = new Command("reject", "Turns a change down") { id, reason, api, key };
        reject.SetAction((parsed, cancel) => Decide(parsed.GetValue(api)!, parsed.GetValue(key), parsed.GetValue(id)!, "reject", new() { ["reason"] = parsed.GetValue(reason) }, cancel));
        return reject;
    }

    static Task<int> Decide(string api, string? key, string id, string decision, JsonObject body, CancellationToken cancel) => ApiCall.Send(
        api, ApiCall.KeyOf(key), HttpMethod.Post, $"/v1/proposals/{Uri.EscapeDataString(id)}/{decision}", body, static answer => Console.WriteLine($"{answer["id"]} is {answer["state"]}."), cancel);
}
