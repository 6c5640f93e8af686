using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tidings.Security.Access;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings operator</c>: the bank's staff, added and removed where the store is while the node stands still; and their signing in to a running one.</summary>
internal static class OperatorCommand
{
    public static Command Create() => new("operator", "The bank's staff: adds, lists, removes, signs in") { Add(), List(), Remove(), SignIn() };

    static Option<DirectoryInfo> Data() => new("--data") { Description = "The store's folder", DefaultValueFactory = static _ => new("data") };

    static Argument<string> Name() => new("name") { Description = "Small letters, digits, hyphens and dots" };

    static Command Add()
    {
        var (name, data) = (Name(), Data());
        var roles = new Option<string[]>("--role") { Description = $"One or several of {string.Join(", ", Roles.Table.Keys.Order(StringComparer.Ordinal))}", Required = true };
        var subject = new Option<string?>("--subject") { Description = "Who he is to the bank's issuer of tokens (sub)" };
        var add = new Command("add", "Adds an operator or lets one enrol anew, and prints the code by which he does, once and within three days") { name, roles, subject, data };
        add.SetAction((parsed, cancel) => StoreFolder.With(parsed.GetValue(data)!, async store =>
        {
            var (operators, given) = (new Operators(store, TimeProvider.System), parsed.GetValue(roles)!);
            if (Operators.WhyNot(parsed.GetValue(name)!, given) is { } why)
                throw new IOException(why);
            await operators.Refresh(cancel);
            if (operators.WhyNotSubject(parsed.GetValue(name)!, parsed.GetValue(subject)) is { } wrong)
                throw new IOException(wrong);
            var (row, code) = operators.Prepare(parsed.GetValue(name)!, given, null, parsed.GetValue(subject));
            await operators.Put([row, .. new DocumentActs(TimeProvider.System).Record(new(StoreFolder.Actor, "operator.changed", $"operator/{row.Id}/{row.Version}"))], cancel);
            Console.WriteLine(code);
        }));
        return add;
    }

    static Command List()
    {
        var data = Data();
        var list = new Command("list", "Lists the operators and their roles") { data };
        list.SetAction((parsed, cancel) => StoreFolder.With(parsed.GetValue(data)!, async store =>
        {
            var table = new Table().AddColumns("Name", "Roles", "Added", "Enrolled", "Removed");
            foreach (var one in await new Operators(store, TimeProvider.System).List(cancel))
                table.AddRow(Markup.Escape(one.Name), string.Join(' ', one.Roles), $"{one.Added:u}", one.Enrolled ? "yes" : "no", one.Removed is { } at ? $"{at:u}" : "");
            AnsiConsole.Write(table);
        }));
        return list;
    }

    static Command Remove()
    {
        var (name, data) = (Name(), Data());
        var remove = new Command("remove", "Ends an operator's access") { name, data };
        remove.SetAction((parsed, cancel) => StoreFolder.With(parsed.GetValue(data)!, async store =>
        {
            var operators = new Operators(store, TimeProvider.System);
            await operators.Refresh(cancel);
            if (operators.Removal(parsed.GetValue(name)!) is not { } row)
                throw new IOException("There is no operator of this name.");
            await operators.Put([row, .. new DocumentActs(TimeProvider.System).Record(new(StoreFolder.Actor, "operator.removed", $"operator/{row.Id}"))], cancel);
        }));
        return remove;
    }

    static Command SignIn()
    {
        var (name, api) = (Name(), ApiCall.Api());
        var code = new Argument<string>("code") { Description = "The six digits of the authenticator" };
        var signIn = new Command("signin", "Begins a session of a running node and prints its token; the secret comes from the environment's TIDINGS_OPERATOR_SECRET") { name, code, api };
        signIn.SetAction((parsed, cancel) => Environment.GetEnvironmentVariable("TIDINGS_OPERATOR_SECRET") is { Length: > 0 } secret
            ? ApiCall.Send(
                parsed.GetValue(api)!, null, HttpMethod.Post, "/v1/sessions", new JsonObject { ["name"] = parsed.GetValue(name), ["secret"] = secret, ["code"] = parsed.GetValue(code) },
                static answer => Console.WriteLine((string?)answer["token"]), cancel)
            : Task.FromResult(ApiCall.Wrong("No secret: set TIDINGS_OPERATOR_SECRET.")));
        return signIn;
    }
}
