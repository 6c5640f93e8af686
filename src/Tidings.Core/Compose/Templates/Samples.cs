using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies;

namespace Tidings.Core.Compose.Templates;

/// <summary>Drafts with which a template is tried when it is saved or previewed.</summary>
static class Samples
{
    static readonly DateTimeOffset At = new(2026, 11, 27, 14, 5, 0, TimeSpan.Zero);

    /// <summary>Invented, like the rest: the currency, zone and names that a reader of the language expects.</summary>
    readonly record struct Home(string Currency, string Zone, string Country, string Payer, string Shop, string Town);

    static Home HomeOf(string language) => language.Split('-')[0] switch
    {
        "es" => new("EUR", "Europe/Madrid", "ES", "Rosa Molina", "LIBRERIA SOL", "Sevilla"),
        "tr" => new("TRY", "Europe/Istanbul", "TR", "Deniz Kaya", "YILDIZ MARKET", "Ankara"),
        "hi" => new("INR", "Asia/Kolkata", "IN", "आशा वर्मा", "SURYA STORES", "जयपुर"),
        "ar" => new("AED", "Asia/Dubai", "AE", "سالم حداد", "NOOR MARKET", "دبي"),
        _ => new("GBP", "Europe/London", "GB", "Rose Miller", "SUN BOOKS", "Leeds"),
    };

    /// <summary>Everything is there, nothing is long.</summary>
    public static Draft Typical(Template template, string language, BankSettings bank)
    {
        var home = HomeOf(language);
        return Make(template, language, bank, home, new BankEvent
        {
            Source = "sample", Id = "sample", Type = EventTypes.TransactionPosted, Time = At, Customer = "sample",
            Amount = new Money(1234.5m, home.Currency), Counterparty = home.Payer, Merchant = home.Shop, MerchantCategory = "5411",
            Country = home.Country, Channel = "pos", Place = home.Town, Device = "Pixel 9", Purpose = "SALA", CardLast4 = "4242",
            Status = "approved", Reference = "R-77120", Contact = "phone", Limit = new Money(500m, home.Currency),
        });
    }

    /// <summary>Only what the template requires.</summary>
    public static Draft Bare(Template template, string language, BankSettings bank)
    {
        var typical = Typical(template, language, bank);
        var (needs, happened) = (template.Requires, typical.Event);
        var bare = new BankEvent
        {
            Source = "sample", Id = "sample", Type = happened.Type, Time = At, Customer = "sample",
            Amount = needs.Contains("amount") || needs.Contains("amount.currency") ? happened.Amount : null,
            Counterparty = needs.Contains("counterparty") ? happened.Counterparty : null,
            Merchant = needs.Contains("merchant") ? happened.Merchant : null,
            MerchantCategory = needs.Contains("merchantCategory") ? happened.MerchantCategory : null,
            Country = needs.Contains("country") ? happened.Country : null,
            Channel = needs.Contains("channel") ? happened.Channel : null,
            Place = needs.Contains("place") ? happened.Place : null,
            Device = needs.Contains("device") ? happened.Device : null,
            Purpose = needs.Contains("purpose") ? happened.Purpose : null,
            CardLast4 = needs.Contains("card") ? happened.CardLast4 : null,
            Status = needs.Contains("status") ? happened.Status : null,
            Reason = needs.Contains("reason") ? "insufficient funds" : null,
            Reference = needs.Contains("reference") ? happened.Reference : null,
            Contact = needs.Contains("contact") ? happened.Contact : null,
            Limit = needs.Contains("limit") ? happened.Limit : null,
            Data = DataFor(template),
        };
        return typical with
        {
            Event = bare,
            Bank = bank with { Hotline = needs.Contains("hotline") ? bank.Hotline ?? "+44 20 7946 0000" : null },
            Account = needs.Any(name => name.StartsWith("account", StringComparison.Ordinal)) ? typical.Account : null,
            Balance = needs.Contains("balance") ? typical.Balance : null,
            BalanceTime = needs.Contains("balanceTime") ? typical.BalanceTime : null,
            Stays = needs.Contains("stays") ? typical.Stays : null,
            Threshold = needs.Contains("threshold") ? typical.Threshold : null,
            Code = needs.Contains("code") ? typical.Code : null,
            Minutes = needs.Contains("minutes") ? typical.Minutes : null,
            Payments = needs.Contains("payments") ? typical.Payments : null,
            Number = needs.Contains("number") ? typical.Number : null,
            Digest = needs.Any(name => name.StartsWith("digest.", StringComparison.Ordinal)) ? typical.Digest : null,
        };
    }

    /// <summary>As long as it gets: what limits on length are measured with.</summary>
    public static Draft Longest(Template template, string language, BankSettings bank)
    {
        var typical = Typical(template, language, bank);
        var home = HomeOf(language);
        var large = new Money(-9_999_999.99m, home.Currency);
        return typical with
        {
            Event = typical.Event with
            {
                Amount = large with { Amount = -large.Amount }, Limit = large with { Amount = -large.Amount }, Pending = true,
                Counterparty = Repeat(home.Payer), Merchant = Repeat(home.Shop), Place = Repeat(home.Town), Device = Repeat("Galaxy Note Ultra"),
                Reason = Repeat("insufficient funds"), Reference = Repeat("R-77120"),
                Reply = new() { Text = "STOP", From = new("447700900123"), To = "BANK", Carrier = "sample", Meaning = ReplyMeaning.Stop, Fingerprint = 0, Sharers = 2 },
            },
            Stays = Repeat("security, fraud"),
            Stopped = true,
            Code = "4829130571",
            Minutes = 10,
            Payments = 500, Number = 2,
            Balance = large,
            Threshold = large with { Amount = -large.Amount },
            Digest = [new(home.Currency, 400, -large.Amount, 999.99m), new("USD", 50, -large.Amount, 999.99m), new("JPY", 50, 9_999_999m, 99_999m)],
            Account = typical.Account! with { Nickname = Repeat("Household") },
        };
    }

    static string Repeat(string name) => string.Join(' ', Enumerable.Repeat(name, InertText.MaxLength))[..InertText.MaxLength].Trim();

    static Draft Make(Template template, string language, BankSettings bank, Home home, BankEvent happened) => new()
    {
        Rule = new AlertRule { Id = template.Id, Template = template.Id, Class = template.Class },
        To = new Msisdn("447700900123"),
        Language = language,
        TimeZone = home.Zone,
        ValidUntil = At.AddHours(1),
        Reasons = [],
        Bank = bank,
        Event = happened with { Data = DataFor(template) },
        Profile = new CustomerProfile { Id = "sample", Name = home.Payer, Phones = [], Language = language, TimeZone = home.Zone },
        Account = new Account { Id = "sample", Holders = [], Currency = home.Currency, Masked = "**1234" },
        Threshold = new Money(100m, home.Currency),
        Balance = new Money(2345.67m, home.Currency),
        BalanceTime = At,
        Stays = "codes, fraud",
        Code = "482913",
        Minutes = 5,
        Payments = 3, Number = 2,
        Digest = [new(home.Currency, 3, 24.6m, 12.3m)],
    };

    // A bank's own data: each required member as a short text.
    static string? DataFor(Template template)
    {
        var root = new System.Text.Json.Nodes.JsonObject();
        foreach (var name in template.Requires.Where(name => name.StartsWith(Variables.Data + ".", StringComparison.Ordinal)))
        {
            var (at, path) = (root, name.Split('.')[1..]);
            foreach (var part in path[..^1])
                at = (System.Text.Json.Nodes.JsonObject)(at[part] ??= new System.Text.Json.Nodes.JsonObject());
            at[path[^1]] ??= "sample";
        }
        return root.Count == 0 ? null : root.ToJsonString();
    }
}
