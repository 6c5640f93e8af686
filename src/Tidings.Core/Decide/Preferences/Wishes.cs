using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Preferences;

/// <summary>
/// What the customer wishes about one alert on one account. A wish for the account goes before a wish for all accounts, that before
/// the account's setting, that before the bank's default; member by member.
/// </summary>
internal readonly struct Wishes
{
    readonly AlertPreference? _account;
    readonly AlertPreference? _customer;

    Wishes(AlertPreference? account, AlertPreference? customer) => (_account, _customer) = (account, customer);

    public static Wishes Of(CustomerProfile profile, string alert, string? account)
    {
        AlertPreference? forAccount = null, forAll = null;
        var preferences = profile.Preferences;
        for (var i = 0; i < preferences.Count; i++)
            if (preferences[i] is var wish && wish.Alert == alert)
                if (wish.Account is null)
                    forAll = wish;
                else if (wish.Account == account)
                    forAccount = wish;
        return new(forAccount, forAll);
    }

    /// <summary>Null: the customer has said nothing.</summary>
    public bool? Enabled => _account?.Enabled ?? _customer?.Enabled ?? (Schedule is null ? null : true);

    public bool OffForAccount => _account?.Enabled == false;

    public BalanceSchedule? Schedule => _account?.Schedule ?? _customer?.Schedule;

    /// <summary>The threshold for this currency, and whose it is. Wishes and account settings are in the account's currency and hold for no other.</summary>
    public decimal? Threshold(AlertThreshold threshold, Account? account, string currency, out ThresholdFrom from)
    {
        if (account is null || account.Currency == currency)
        {
            if (threshold.ByCustomer && (_account?.Threshold ?? _customer?.Threshold) is { } wished)
            {
                from = _account?.Threshold is null ? ThresholdFrom.Customer : ThresholdFrom.CustomerForAccount;
                return wished;
            }
            if (OfAccount(threshold.AccountSetting, account) is { } set)
            {
                from = ThresholdFrom.Account;
                return set;
            }
        }
        from = ThresholdFrom.Bank;
        return OfBank(threshold, currency);
    }

    public static decimal? OfBank(AlertThreshold threshold, string currency) =>
        threshold.Defaults.TryGetValue(currency, out var standard) ? standard : threshold.Otherwise;

    static decimal? OfAccount(AccountSetting? setting, Account? account) => setting switch
    {
        AccountSetting.LowBalance => account?.LowBalance,
        AccountSetting.LargeTransaction => account?.LargeTransaction,
        _ => null,
    };
}

internal enum ThresholdFrom : byte { Bank, Account, Customer, CustomerForAccount }
