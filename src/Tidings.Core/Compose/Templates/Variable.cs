using System.Collections.Frozen;

namespace Tidings.Core.Compose.Templates;

/// <summary>What a template may name. Nothing else can be reached from one.</summary>
enum Variable : byte
{
    Bank, Hotline, Name,
    Account, AccountMasked, AccountNickname, Card,
    Amount, Currency, Balance, BalanceTime, Threshold, Limit,
    Counterparty, Merchant, MerchantCategory, Country, Place, Channel, Device,
    Reference, Reason, Status, Purpose, Contact, Recipient,
    Credit, Pending, NewDevice,
    Date, Time, When,
    Stays, Stopped, Shared,
    DigestCount, DigestTotal, DigestLargest,
    Code, Minutes, Payments,
    Number,
}

static class Variables
{
    public const string Data = "data";

    static readonly FrozenDictionary<string, Variable> ByName = new Dictionary<string, Variable>
    {
        ["bank"] = Variable.Bank,
        ["hotline"] = Variable.Hotline,
        ["name"] = Variable.Name,
        ["account"] = Variable.Account,
        ["account.masked"] = Variable.AccountMasked,
        ["account.nickname"] = Variable.AccountNickname,
        ["card"] = Variable.Card,
        ["amount"] = Variable.Amount,
        ["amount.currency"] = Variable.Currency,
        ["balance"] = Variable.Balance,
        ["balanceTime"] = Variable.BalanceTime,
        ["threshold"] = Variable.Threshold,
        ["limit"] = Variable.Limit,
        ["counterparty"] = Variable.Counterparty,
        ["merchant"] = Variable.Merchant,
        ["merchantCategory"] = Variable.MerchantCategory,
        ["country"] = Variable.Country,
        ["place"] = Variable.Place,
        ["channel"] = Variable.Channel,
        ["device"] = Variable.Device,
        ["reference"] = Variable.Reference,
        ["reason"] = Variable.Reason,
        ["status"] = Variable.Status,
        ["purpose"] = Variable.Purpose,
        ["contact"] = Variable.Contact,
        ["recipient"] = Variable.Recipient,
        ["credit"] = Variable.Credit,
        ["pending"] = Variable.Pending,
        ["newDevice"] = Variable.NewDevice,
        ["digest.count"] = Variable.DigestCount,
        ["digest.total"] = Variable.DigestTotal,
        ["digest.largest"] = Variable.DigestLargest,
        ["code"] = Variable.Code,
        ["minutes"] = Variable.Minutes,
        ["payments"] = Variable.Payments,
        ["number"] = Variable.Number,
        ["date"] = Variable.Date,
        ["time"] = Variable.Time,
        ["when"] = Variable.When,
        ["stays"] = Variable.Stays,
        ["stopped"] = Variable.Stopped,
        ["shared"] = Variable.Shared,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>There whatever the event: a template need not guard them.</summary>
    public const ulong Always =
        1UL << (int)Variable.Bank | 1UL << (int)Variable.Name | 1UL << (int)Variable.Recipient
        | 1UL << (int)Variable.Credit | 1UL << (int)Variable.Pending | 1UL << (int)Variable.NewDevice
        | 1UL << (int)Variable.Date | 1UL << (int)Variable.Time | 1UL << (int)Variable.When
        | 1UL << (int)Variable.Stopped | 1UL << (int)Variable.Shared;

    public static readonly int Count = Enum.GetValues<Variable>().Length;

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static bool TryFind(string name, out Variable variable) => ByName.TryGetValue(name, out variable);

    public static string NameOf(Variable variable)
    {
        foreach (var (name, found) in ByName)
            if (found == variable)
                return name;
        throw new ArgumentOutOfRangeException(nameof(variable));
    }

    public static ulong Bit(Variable variable) => 1UL << (int)variable;
}
