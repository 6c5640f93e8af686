using System.Text.Json;
using Fluid;
using Fluid.Values;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates;

/// <summary>
/// What a template sees of a draft. One a thread, used again for every text: the values are filled anew when they are asked for,
/// so that a typical text costs no allocation but itself.
/// </summary>
sealed class DraftContext : TemplateContext
{
    static readonly TemplateOptions Strict = MakeOptions();

    readonly FluidValue?[] _values = new FluidValue?[Variables.Count];
    readonly TextValue?[] _texts = new TextValue?[Variables.Count];
    readonly MoneyValue[] _money = [new(), new(), new(), new()];
    readonly MomentValue[] _moments = [new(MomentStyle.Date), new(MomentStyle.Time), new(MomentStyle.DateAndTime), new(MomentStyle.DateAndTime)];
    Draft _draft = null!;
    Locale _locale = null!;
    JsonDocument? _data;

    public DraftContext() : base(Strict)
    {
    }

    static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { StrictFilters = true, StrictVariables = true, MaxSteps = 0, MaxRecursion = 4 };
        Filters.AddTo(options.Filters);
        return options;
    }

    public void Begin(Draft draft, Locale locale)
    {
        (_draft, _locale) = (draft, locale);
        CultureInfo = locale.Culture;
        Array.Clear(_values);
    }

    public void End()
    {
        _data?.Dispose();
        (_data, _draft) = (null, null!);
    }

    public FluidValue Get(Variable variable) => _values[(int)variable] ??= Make(variable);

    FluidValue Make(Variable variable)
    {
        var happened = _draft.Event;
        return variable switch
        {
            Variable.Bank => Own(variable, _draft.Bank.Name),
            Variable.Hotline => Own(variable, _draft.Bank.Hotline),
            Variable.Name => Foreign(variable, _draft.Profile.Name),
            Variable.Account => _draft.Account is { } account ? Foreign(variable, account.Nickname is { Length: > 0 } name ? name : account.Masked) : NilValue.Instance,
            Variable.AccountMasked => Foreign(variable, _draft.Account?.Masked),
            Variable.AccountNickname => Foreign(variable, _draft.Account?.Nickname),
            Variable.Card => happened.CardLast4 is { Length: > 0 } last ? Foreign(variable, "**" + last) : NilValue.Instance,
            Variable.Amount => Amount(0, happened.Amount),
            Variable.Currency => Foreign(variable, happened.Amount?.Currency),
            Variable.Balance => Amount(1, _draft.Balance),
            Variable.BalanceTime => _draft.BalanceTime is { } at ? Moment(3, at) : NilValue.Instance,
            Variable.Threshold => Amount(2, _draft.Threshold),
            Variable.Limit => Amount(3, happened.Limit),
            Variable.Counterparty => Foreign(variable, happened.Counterparty),
            Variable.Merchant => Foreign(variable, happened.Merchant),
            Variable.MerchantCategory => Foreign(variable, happened.MerchantCategory),
            Variable.Country => Foreign(variable, happened.Country),
            Variable.Place => Foreign(variable, happened.Place),
            Variable.Channel => Foreign(variable, happened.Channel),
            Variable.Device => Foreign(variable, happened.Device),
            Variable.Reference => Foreign(variable, happened.Reference),
            Variable.Reason => Foreign(variable, happened.Reason),
            Variable.Status => Foreign(variable, happened.Status),
            Variable.Purpose => Foreign(variable, happened.Purpose),
            Variable.Contact => Foreign(variable, happened.Contact),
            Variable.Recipient => Own(variable, _draft.Recipient),
            Variable.Credit => (happened.Credit ?? happened.Kind is TransactionKind.Deposit or TransactionKind.TransferIn or TransactionKind.Refund) ? BooleanValue.True : BooleanValue.False,
            Variable.Pending => happened.Pending ? BooleanValue.True : BooleanValue.False,
            Variable.NewDevice => happened.NewDevice ? BooleanValue.True : BooleanValue.False,
            Variable.Stays => Own(variable, _draft.Stays),
            Variable.Stopped => _draft.Stopped ? BooleanValue.True : BooleanValue.False,
            Variable.Shared => happened.Reply is { Sharers: > 1 } ? BooleanValue.True : BooleanValue.False,
            Variable.Date => Moment(0, happened.Time),
            Variable.Time => Moment(1, happened.Time),
            Variable.When => Moment(2, happened.Time),
            Variable.DigestCount => _draft.Digest is { } counted ? Own(variable, counted.Sum(static total => total.Count).ToString(System.Globalization.CultureInfo.InvariantCulture)) : NilValue.Instance,
            Variable.Code => Own(variable, _draft.Code),
            Variable.Minutes => Own(variable, _draft.Minutes?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Variable.Payments => Own(variable, _draft.Payments?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Variable.Number => Own(variable, _draft.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Variable.DigestTotal => Amounts(static total => total.Total),
            Variable.DigestLargest => Amounts(static total => total.Largest),
            _ => throw new ArgumentOutOfRangeException(nameof(variable)),
        };
    }

    FluidValue Amounts(Func<DebitTotal, decimal> of) =>
        _draft.Digest is { } totals ? new MoneyListValue([.. totals.Select(total => new Money(of(total), total.Currency))], _locale) : NilValue.Instance;

    public FluidValue GetData(string[] path)
    {
        if (_draft.Event.Data is not { Length: > 0 } json)
            return NilValue.Instance;
        _data ??= JsonDocument.Parse(json);
        var element = _data.RootElement;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return NilValue.Instance;
        return element.ValueKind switch
        {
            JsonValueKind.String when InertText.Clean(element.GetString()!) is { Length: > 0 } text => new TextValue(text) { LeftToRight = IsNeutral(text) },
            JsonValueKind.Number when element.TryGetDecimal(out var number) => NumberValue.Create(number),
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            _ => NilValue.Instance,
        };
    }

    FluidValue Foreign(Variable variable, string? value) =>
        value is null || InertText.Clean(value, names: variable == Variable.Merchant) is not { Length: > 0 } clean ? NilValue.Instance : Own(variable, clean);

    FluidValue Own(Variable variable, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return NilValue.Instance;
        var text = _texts[(int)variable] ??= new TextValue(value);
        text.Text = value;
        text.LeftToRight = IsNeutral(value);
        return text;
    }

    // In a right-to-left text, groups of digits that a separator parts would change places: a hotline, a reference, a masked number.
    bool IsNeutral(string value) => _locale.IsRightToLeft
        && (value[0] is '*' or '+' or '-' or '#' || (char.IsAsciiDigit(value[0]) && value.AsSpan().ContainsAnyExceptInRange('0', '9')));

    FluidValue Amount(int place, Money? money) => money is { } known ? _money[place].Set(known, _locale) : NilValue.Instance;

    MomentValue Moment(int place, DateTimeOffset at) => _moments[place].Set(TimeZones.ToLocal(at, _draft.TimeZone), _locale);
}
