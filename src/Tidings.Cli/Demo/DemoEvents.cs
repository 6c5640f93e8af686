using System.Globalization;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Demo;

/// <summary>What happens to the fictional bank's customers: a plausible mix, the same in every run.</summary>
internal sealed class DemoEvents(TimeProvider time)
{
    const string Source = "/meridian/core";
    readonly Random _random = new(7);
    readonly string _run = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    int _count;

    static readonly (string Name, string Mcc)[] Merchants =
        [("Corner Bakery", "5462"), ("Blue Line Metro", "4111"), ("Fresh Market", "5411"), ("Harbour Books", "5942"), ("City Pharmacy", "5912"), ("Olive & Thyme", "5812")];

    static readonly string[] Devices = ["Pixel 9", "iPhone 17", "Galaxy S25", "ThinkPad X1", "Xperia 10"];
    static readonly string[] Places = ["Lisbon", "Leeds", "Ankara", "Pune", "Dubai", "Oslo"];
    static readonly string[] Payees = ["Northside Rentals", "Elm Street Ltd", "Harbour Garage", "Dr. Novak", "Lakeview Energy", "J. Okafor"];

    string One(string[] of) => of[_random.Next(of.Length)];

    public JsonObject Customer(DemoBank.Person person) => Event("customer.updated", new()
    {
        ["customer"] = person.Id,
        ["name"] = person.Name,
        ["phones"] = new JsonArray(person.Phone),
        ["language"] = person.Language,
        ["timeZone"] = person.TimeZone,
    });

    public static JsonObject Account(DemoBank.Person person) => new()
    {
        ["holders"] = new JsonArray(person.Id),
        ["currency"] = person.Currency,
        ["masked"] = person.Masked,
    };

    public JsonObject CardPayment(DemoBank.Person person, decimal amount, string merchant) => Event("account.transaction.posted", new()
    {
        ["account"] = person.Account,
        ["kind"] = "card-payment",
        ["amount"] = Money(amount, person.Currency),
        ["balance"] = Money(1240.50m, person.Currency),
        ["merchant"] = new JsonObject { ["name"] = merchant, ["mcc"] = "5411" },
        ["channel"] = "pos",
    });

    public JsonObject Next()
    {
        var person = DemoBank.People[_random.Next(DemoBank.People.Count)];
        var amount = Math.Round((decimal)Math.Exp(1 + (_random.NextDouble() * 5)), 2);
        return _random.Next(10) switch
        {
            < 6 => CardPayment(person, amount, Merchants[_random.Next(Merchants.Length)].Name),
            6 => Event("account.transaction.posted", new() { ["account"] = person.Account, ["kind"] = "transfer-in", ["amount"] = Money(amount * 3, person.Currency), ["balance"] = Money(3200m, person.Currency), ["counterparty"] = "Elm Street Ltd" }),
            7 => Event("security.login", new() { ["customer"] = person.Id, ["newDevice"] = true, ["device"] = One(Devices), ["place"] = One(Places) }),
            8 => Event("account.balance.reported", new() { ["account"] = person.Account, ["balance"] = Money(Math.Round(amount / 4, 2), person.Currency) }),
            _ => Event("payee.added", new() { ["customer"] = person.Id, ["counterparty"] = One(Payees) }),
        };
    }

    JsonObject Event(string type, JsonObject data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = $"demo-{_run}-{++_count}",
        ["source"] = Source,
        ["type"] = type,
        ["time"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        ["data"] = data,
    };

    static JsonObject Money(decimal amount, string currency) =>
        new() { ["amount"] = amount.ToString("0.00", CultureInfo.InvariantCulture), ["currency"] = currency };
}
