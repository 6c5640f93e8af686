using System.Globalization;

namespace Tidings.Fraud.Histories;

/// <summary>Writes payments as the CSV that <see cref="BankHistory"/> reads. Names are numbers, as a generated bank has them.</summary>
public static class HistoryWriter
{
    public const string Header = "id,time,customer,amount,currency,terminal,merchant,payee,device,country,latitude,longitude,fraud,labelled_at";

    /// <param name="delay">Seconds from a payment to the moment at which the bank knows what it was.</param>
    public static void Write(TextWriter into, IEnumerable<LabelledPayment> payments, string currency, uint delay)
    {
        into.Write(Header + "\n");
        foreach (var (customer, payment, fraud, _) in payments)
        {
            var offset = TimeSpan.FromMinutes(payment.OffsetMinutes);
            var at = DateTimeOffset.FromUnixTimeSeconds(payment.At).ToOffset(offset);
            into.Write(string.Create(CultureInfo.InvariantCulture,
                $"P{payment.Id},{at:yyyy-MM-dd'T'HH:mm:sszzz},C{customer + 1},{payment.Amount:0.00},{currency},{Named('T', payment.Terminal)},{Named('M', payment.Merchant)},{Named('R', payment.Payee)},{Named('D', payment.Device)},"));
            into.Write(string.Create(CultureInfo.InvariantCulture,
                $"{(payment.Country == 0 ? "" : payment.Country == 1 ? "DE" : "LV")},{Degrees(payment.Latitude)},{Degrees(payment.Longitude)},{(fraud ? 1 : 0)},{at.AddSeconds(delay):yyyy-MM-dd'T'HH:mm:sszzz}\n"));
        }
    }

    static string Named(char kind, ulong print) => print == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{kind}{print}");

    static string Degrees(float value) => float.IsNaN(value) ? "" : value.ToString("0.00000", CultureInfo.InvariantCulture);
}
