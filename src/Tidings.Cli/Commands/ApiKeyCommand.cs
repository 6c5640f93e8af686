using System.CommandLine;
using Spectre.Console;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Storage.Sqlite;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings apikey</c>: keys of the API, made where the store is. A running node holds the store's folder: it is stopped first.</summary>
internal static class ApiKeyCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The store's folder", DefaultValueFactory = static _ => new("data") };
        var name = new Argument<string>("name") { Description = "What the key is for, as lists show it" };
        var id = new Argument<string>("id") { Description = "The key's id, as the list shows it" };

        var create = new Command("create", "Makes a key and prints it once") { name, data };
        create.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            var made = await keys.Create(parsed.GetValue(name)!, cancel, "command-line");
            Console.WriteLine(made.Secret);
            Console.Error.WriteLine($"Key {made.Key.Id}. It is not shown again: only its hash is stored.");
        }));
        var list = new Command("list", "Lists the keys, never their secrets") { data };
        list.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            var table = new Table().AddColumns("Id", "Name", "Created", "Revoked");
            foreach (var key in await keys.List(cancel))
                table.AddRow(Markup.Escape(key.Id), Markup.Escape(key.Name), $"{key.Created:u}", key.Revoked is { } at ? $"{at:u}" : "");
            AnsiConsole.Write(table);
        }));
        var revoke = new Command("revoke", "Ends a key at once") { id, data };
        revoke.SetAction((parsed, cancel) => With(parsed.GetValue(data)!, async keys =>
        {
            if (!await keys.Revoke(parsed.GetValue(id)!, cancel, "command-line"))
                throw new IOException("There is no such key, or it is revoked already.");
        }));
        return new Command("apikey", "Makes, lists and revokes keys of the API") { create, list, revoke };
    }

    static async Task<int> With(DirectoryInfo data, Func<ApiKeys, Task> act)
    {
        try
        {
            await using var store = SqliteStore.Create(new() { Directory = data.FullName }, TimeProvider.System);
            await store.Open(partitions: 0, CancellationToken.None);
            var keys = new ApiKeys(store, TimeProvider.System);
            await act(keys);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or StoreRefusedException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
