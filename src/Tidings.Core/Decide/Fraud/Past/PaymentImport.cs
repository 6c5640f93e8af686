using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>The bank's past payments from CSV, one a row, in any order: what models are trained on and rules are tried on.</summary>
public static class PaymentImport
{
    const int Longest = 200;

    /// <summary>The fields that a file may have.</summary>
    public static IReadOnlyList<ImportField> Fields { get; } =
    [
        new("id", true, "transaction id", "payment id", "event id", "transaction"),
        new("time", true, "timestamp", "date time", "transaction time", "booked at"),
        new("customer", true, "customer id", "customer number", "client", "client id", "cif"),
        new("amount", true, "transaction amount", "value"),
        new("currency", false, "ccy"),
        new("type", false, "event type"),
        new("kind", false, "transaction kind"),
        new("merchant", false, "merchant id", "merchant name", "shop"),
        new("merchantCategory", false, "merchant category code", "mcc"),
        new("terminal", false, "terminal id"),
        new("payee", false, "payee id", "counterparty", "beneficiary"),
        new("device", false, "device id"),
        new("country", false, "country code", "merchant country"),
        new("channel", false),
        new("latitude", false, "lat"),
        new("longitude", false, "lon", "lng"),
        new("fraud", false, "is fraud", "label"),
        new("labelledAt", false, "labeled at", "label time", "confirmed at"),
    ];

    static readonly string[] Types = [EventTypes.TransactionPosted, EventTypes.CardAuthorisation, EventTypes.PaymentInitiated];

    /// <summary>Reads the file as a stream. See <see cref="ImportRecord{T}"/>.</summary>
    public static async IAsyncEnumerable<ImportRecord<PastPayment>> Read(
        Stream file, Encoding? encoding, IReadOnlyDictionary<string, string> mapping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = new CsvRows(file, encoding);
        var (columns, failed) = await ImportStart.Header<PastPayment>(rows, Fields, mapping, cancel).ConfigureAwait(false);
        if (columns is null)
        {
            yield return failed!;
            yield break;
        }
        yield return new ImportHeader<PastPayment>(columns.Ignored);
        var (reader, texts) = (new RowReader(rows, columns), new Dictionary<string, string>(StringComparer.Ordinal));
        while (true)
        {
            var (read, failure) = await rows.Next(cancel).ConfigureAwait(false);
            if (failure is not null)
                yield return new ImportFailure<PastPayment>(rows.Row, [failure]);
            if (!read)
                yield break;
            var payment = Row(reader, texts);
            var errors = reader.TakeErrors();
            yield return new ImportRow<PastPayment>(rows.Row, errors.Count == 0 ? payment : null, errors);
        }
    }

    static PastPayment Row(RowReader row, Dictionary<string, string> texts)
    {
        var (latitude, longitude) = Place(row);
        var (merchant, payee, fraud) = (Pooled("merchant"), Pooled("payee"), PastFields.Fraud(row));
        if (row.IsEmpty("time"))
            row.Wrong("time", FieldCodes.Missing, "It is empty.", "Every row needs it.");
        var payment = new PastPayment
        {
            Key = PastFields.Key(row),
            Time = PastFields.Time(row, "time") ?? default,
            Customer = row.RequiredText("customer", PastFields.LongestId) is { } customer ? OfPool(customer) : "",
            Amount = row.RequiredText("amount", 32) is null ? 0 : row.Amount("amount", mayBeNegative: false) ?? 0,
            Currency = Currency(row),
            Type = Type(row),
            Kind = Kind(row) ?? (merchant is null && payee is not null ? TransactionKind.TransferOut : TransactionKind.CardPayment),
            Merchant = merchant,
            MerchantCategory = Category(row) is { } category ? OfPool(category) : null,
            Terminal = Pooled("terminal"),
            Payee = payee,
            Device = Pooled("device"),
            Country = Country(row) is { } country ? OfPool(country) : null,
            Channel = Pooled("channel"),
            Latitude = latitude,
            Longitude = longitude,
            Fraud = fraud,
            LabelledAt = PastFields.Time(row, "labelledAt"),
        };
        if (payment.LabelledAt < payment.Time)
            row.Wrong("labelledAt", FieldCodes.Range, "It is before the payment.", "Write when it was known what the payment is, or leave it out.");
        return payment;

        string? Pooled(string field) => row.Text(field, Longest) is { } text ? OfPool(text) : null;

        // Millions of rows name the same merchants and customers: each text is held once.
        string OfPool(string text)
        {
            if (texts.TryGetValue(text, out var known))
                return known;
            texts[text] = text;
            return text;
        }
    }

    static string? Currency(RowReader row)
    {
        if (row.Text("currency", 16) is not { } written)
            return null;
        return Currencies.Find(written) ?? row.Wrong("currency", FieldCodes.UnknownValue, "It is not a currency of ISO 4217.", "Write the three capital letters of the code, for example EUR.");
    }

    static string Type(RowReader row)
    {
        if (row.Text("type", 64) is not { } written)
            return EventTypes.TransactionPosted;
        if (Array.IndexOf(Types, written) is >= 0 and var at)
            return Types[at];
        row.Wrong("type", FieldCodes.UnknownValue, "It is no type of a payment's event.", $"Write {string.Join(", ", Types)}, or nothing.");
        return EventTypes.TransactionPosted;
    }

    static TransactionKind? Kind(RowReader row)
    {
        if (row.Text("kind", 32) is not { } written)
            return null;
        if (TransactionKinds.TryParse(written, out var kind))
            return kind;
        row.Wrong("kind", FieldCodes.UnknownValue, "It is no kind of transaction.", $"Write {string.Join(", ", TransactionKinds.All.Select(static one => one.WireName()))}, or nothing.");
        return null;
    }

    static string? Category(RowReader row)
    {
        if (row.Text("merchantCategory", 16) is not { } written)
            return null;
        return written.Length == 4 && written.All(char.IsAsciiDigit)
            ? written
            : row.Wrong("merchantCategory", FieldCodes.Format, "It is not a merchant category code.", "Write its four digits (ISO 18245).");
    }

    static string? Country(RowReader row)
    {
        if (row.Text("country", 64) is not { } written)
            return null;
        return written.Length == 2 && written.All(char.IsAsciiLetter)
            ? written.ToUpperInvariant()
            : row.Wrong("country", FieldCodes.Format, "It is not a country's code.", "Write the two letters of ISO 3166-1, for example DE.");
    }

    static (float Latitude, float Longitude) Place(RowReader row)
    {
        var (latitude, longitude) = (Degrees(row, "latitude", 90), Degrees(row, "longitude", 180));
        if (row.IsEmpty("latitude") != row.IsEmpty("longitude"))
            row.Wrong(row.IsEmpty("latitude") ? "latitude" : "longitude", FieldCodes.Missing, "Of a place only one half is there.", "Write both degrees, or none.");
        return (latitude, longitude);
    }

    static float Degrees(RowReader row, string field, float most)
    {
        if (row.Text(field, 32) is not { } text)
            return float.NaN;
        if (float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
            return degrees;
        row.Wrong(field, FieldCodes.Range, $"It is not a number of degrees from -{most} to {most}.", "Write degrees with a point: 52.5163.");
        return float.NaN;
    }
}
