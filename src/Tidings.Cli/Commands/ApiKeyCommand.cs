using System.CommandLine;
using Spectre.Console;
using Tidings.Core.Events;
using Tidings.Security.Access;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings apikey</c>: keys of the API, made where the store is. A running node holds the store's folder: it is stopped first.</summary>
internal static class ApiKeyCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The store's folder", DefaultValueFactory = static _ => new("data") };
        var name = new Argument<string>("name") { Description = "What the key is for, as lists show it" };
        var id = new Argument<string>("id") { Description = "The key's id, as the list shows it" };

        var kind = new Option<string>("--kind") { Description = "live; team: only the bank's team numbers get texts; test: nobody does", DefaultValueFactory = static _ => "live" };
        kind.AcceptOnlyFromAmong("live", "team", "test");
        var scopes = new Option<string[]>("--scope") { Description = "What it may do, as events:write; several times; docs/access.md lists them", Required = true };
        var days = new Option<int?>("--days") { Description = "It expires after so many days (default: never)" };
        var requests = new Option<int?>("--requests-per-second") { Description = "Requests a second, instead of what all may send" };
        var events = new Option<int?>("--events-per-second") { Description = "Events a second, instead of what all may send" };
        var bytes = new Option<long?>("--body-bytes") { Description = "The largest body, where that is less than what is taken from all" };
        var create = new Command("create", "Makes a key and prints it once") { name, kind, scopes, days, requests, events, bytes, data };
        create.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            var request = Asked(parsed.GetValue(name)!, parsed.GetValue(kind)!, parsed.GetValue(scopes) ?? [], parsed.GetValue(days)) with
            {
                Limits = CallerLimits.Of(parsed.GetValue(requests), parsed.GetValue(events), parsed.GetValue(bytes)),
            };
            if (keys.WhyNot(request) is { } why)
                throw new IOException(why);
            var acts = new DocumentActs(TimeProvider.System);
            var (made, row) = keys.Prepare(request);
            await keys.Put([row, .. acts.Record(new(StoreFolder.Actor, "api-key.changed", $"api-key/{made.Key.Id}/1"))], cancel);
            Console.WriteLine(made.Secret);
            Console.Error.WriteLine($"Key {made.Key.Id}. It is not shown again: only its hash is stored.");
        }));
        var list = new Command("list", "Lists the keys, never their secrets") { data };
        list.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            var table = new Table().AddColumns("Id", "Name", "Kind", "Created", "Expires", "Last used", "Revoked", "Scopes");
            foreach (var key in await keys.List(cancel))
                table.AddRow(
                    Markup.Escape(key.Id), Markup.Escape(key.Name), $"{key.Kind}".ToLowerInvariant(), $"{key.Created:u}", Day(key.Expires), $"{key.LastUsed:yyyy-MM-dd}",
                    Day(key.Revoked), key.Scopes == ScopeNames.Usual(key.Kind) ? "all of its kind" : string.Join(' ', ScopeNames.Of(key.Scopes)));
            AnsiConsole.Write(table);
        }));
        var revoke = new Command("revoke", "Ends a key at once") { id, data };
        revoke.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            var acts = new DocumentActs(TimeProvider.System);
            if (!await keys.Revoke(parsed.GetValue(id)!, acts.Record(new(StoreFolder.Actor, "api-key.revoked", $"api-key/{parsed.GetValue(id)}")), cancel))
                throw new IOException("There is no such key, or it is revoked already.");
        }));
        return new Command("apikey", "Makes, lists and revokes keys of the API") { create, list, revoke };
    }

    static string Day(DateTimeOffset? at) => at is { } time ? $"{time:u}" : "";

    static ApiKeyRequest Asked(string name, string kind, string[] scopes, int? days)
    {
        var set = Scope.None;
        foreach (var written in scopes)
            set |= ScopeNames.TryParse(written, out var scope) ? scope : throw new IOException($"There is no scope {written}. docs/access.md lists them.");
        return new(name)
        {
            Kind = kind switch { "live" => Reach.Live, "team" => Reach.Team, _ => Reach.Test },
            Scopes = set,
            Expires = days is { } count ? TimeProvider.System.GetUtcNow().AddDays(count) : null,
        };
    }

    static Task<int> With(DirectoryInfo data, Func<ApiKeys, Task> act) => StoreFolder.With(data, async store =>
    {
        using var keys = new ApiKeys(store, TimeProvider.System);
        await act(keys);
    });
}
