using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>An event while it is read: one a parser, used again and again, so that reading allocates nothing but the event itself.</summary>
internal sealed class EventDraft
{
    /// <summary>Of whoever brings the event.</summary>
    public Reach Reach;
    public string? Source, Id, Type;
    public DateTimeOffset? Time;
    public bool HasSpecVersion, HasData, DataIsJson;
    /// <summary>Which members of data were there, right or wrong: a wrong one is not reported as missing besides.</summary>
    public EventField Seen;
    /// <summary>Which members of data were there as null. That clears what of a profile may be cleared, and means nothing elsewhere.</summary>
    public EventField Nulls;
    public string? Customer, Account, Counterparty, Merchant, MerchantCategory, Country, Channel, Place, Device, Purpose, CardLast4,
        Status, Reason, Reference, Contact, Session, Terminal;
    public TransactionKind? Kind;
    public bool? Credit;
    public bool Pending, NewDevice;
    public float? Latitude, Longitude;
    public Money? Amount, Balance, Limit;
    public Msisdn? OldPhone, NewPhone;
    public string? Name, Language, TimeZone;
    public List<Msisdn>? Phones;
    public bool MarketingOptOut;
    public QuietHours? QuietHours;
    public List<AlertPreference>? Preferences;
    public readonly FieldErrors Errors = new();

    public void Clear()
    {
        Reach = Reach.Live;
        Source = Id = Type = null;
        Time = null;
        HasSpecVersion = HasData = false;
        DataIsJson = true;
        Seen = Nulls = EventField.None;
        Customer = Account = Counterparty = Merchant = MerchantCategory = Country = Channel = Place = Device = Purpose = CardLast4 = null;
        Status = Reason = Reference = Contact = Session = Terminal = null;
        Latitude = Longitude = null;
        Kind = null;
        Credit = null;
        Pending = NewDevice = false;
        Amount = Balance = Limit = null;
        OldPhone = NewPhone = null;
        Name = Language = TimeZone = null;
        Phones = null;
        MarketingOptOut = false;
        QuietHours = null;
        Preferences = null;
        _ = Errors.Take();
    }

    /// <param name="replaces">A profile replaces all that is registered; otherwise what it does not say stays.</param>
    public BankEvent Build(DateTimeOffset received, CustomerDefaults defaults, bool replaces) => new()
    {
        Source = Source!,
        Id = Id!,
        Type = Type!,
        Time = Time ?? received,
        Customer = Customer ?? "",
        Account = Account,
        Kind = Kind,
        Credit = Credit ?? DirectionOf(Kind),
        Amount = Amount,
        Balance = Balance,
        Pending = Pending,
        Counterparty = Counterparty,
        Merchant = Merchant,
        MerchantCategory = MerchantCategory,
        Country = Type == EventTypes.CustomerUpdated ? null : Country,
        Channel = Channel,
        Place = Place,
        Device = Device,
        NewDevice = NewDevice,
        Purpose = Purpose,
        CardLast4 = CardLast4,
        Status = Status,
        Reason = Reason,
        Reference = Reference,
        Contact = Contact,
        OldPhone = OldPhone,
        NewPhone = NewPhone,
        Limit = Limit,
        Reach = Reach,
        Session = Session,
        Terminal = Terminal,
        Coordinates = Latitude is { } latitude && Longitude is { } longitude ? new(latitude, longitude) : null,
        Profile = Type == EventTypes.CustomerUpdated ? BuildProfile(defaults) : null,
        ProfileKeeps = Type == EventTypes.CustomerUpdated && !replaces ? Keeps : ProfileMembers.None,
    };

    CustomerProfile BuildProfile(CustomerDefaults defaults) => new()
    {
        Id = Customer!,
        Name = Name!,
        Phones = Phones ?? [],
        Language = Language ?? defaults.Language,
        TimeZone = TimeZone ?? defaults.TimeZone,
        MarketingOptOut = MarketingOptOut,
        QuietHours = QuietHours,
        Preferences = Preferences ?? [],
        Country = Country ?? "",
    };

    ProfileMembers Keeps =>
        Unless(EventField.Language, ProfileMembers.Language) | Unless(EventField.TimeZone, ProfileMembers.TimeZone)
        | Unless(EventField.QuietHours, ProfileMembers.QuietHours) | Unless(EventField.Preferences, ProfileMembers.Preferences)
        | Unless(EventField.Country, ProfileMembers.Country)
        // A yes or no has nothing to clear: null must not take an opt-out back.
        | ((Seen & EventField.MarketingOptOut) == 0 ? ProfileMembers.MarketingOptOut : ProfileMembers.None);

    ProfileMembers Unless(EventField said, ProfileMembers keeps) => ((Seen | Nulls) & said) == 0 ? keeps : ProfileMembers.None;

    static bool? DirectionOf(TransactionKind? kind) => kind switch
    {
        TransactionKind.Deposit or TransactionKind.TransferIn or TransactionKind.Refund => true,
        TransactionKind.Withdrawal or TransactionKind.TransferOut or TransactionKind.CardPayment or TransactionKind.Cash or TransactionKind.Fee => false,
        _ => null,
    };
}
