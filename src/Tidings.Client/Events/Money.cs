using System.Globalization;
using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>An amount in a currency.</summary>
/// <param name="Amount">In major units: 12.30, not 1230. At most 19 digits before the point and 4 after it.</param>
/// <param name="Currency">ISO 4217 alphabetic code in capitals, for example <c>EUR</c>.</param>
public readonly record struct Money([property: JsonConverter(typeof(DecimalText))] decimal Amount, string Currency)
{
    /// <summary>Amount and currency, whatever the culture: <c>12.30 EUR</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}
