namespace Tidings.Core.Events;

/// <summary>The stable codes of a <see cref="FieldError"/>; each has its page in docs/errors.</summary>
public static class FieldCodes
{
    public const string Missing = "missing";
    /// <summary>The field, or column, is none that is known here.</summary>
    public const string UnknownField = "unknown-field";
    /// <summary>The value has the wrong JSON type: a number where a string belongs.</summary>
    public const string WrongType = "wrong-type";
    public const string Format = "format";
    public const string Range = "range";
    public const string TooLong = "too-long";
    /// <summary>The value is none of those that the field may have.</summary>
    public const string UnknownValue = "unknown-value";
    public const string Repeated = "repeated";
    public const string UnknownType = "unknown-type";
    public const string UnknownAccount = "unknown-account";
    public const string UnknownCustomer = "unknown-customer";
    public const string NoHolders = "no-holders";
    /// <summary>The event names a customer and an account that he does not hold.</summary>
    public const string NotAHolder = "not-a-holder";
    /// <summary>The file breaks off here, or is not what it says.</summary>
    public const string Broken = "broken";
    /// <summary>A bound that guards the reader was met.</summary>
    public const string Limit = "limit";
    public const string PhoneNumber = "phone-number";
    /// <summary>What is stored of the customer does not open.</summary>
    public const string StateUnreadable = "state-unreadable";
}
