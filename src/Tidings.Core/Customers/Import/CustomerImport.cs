using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>
/// Customers from CSV. What the file has no column for stays as it is registered; preferences come through the API alone. An empty field clears,
/// except the phone, which a customer must not lose by a slip, and the opt-out, where silence is no answer.
/// </summary>
/// <param name="language">For customers who have none.</param>
/// <param name="timeZone">For customers who have none.</param>
public sealed class CustomerImport(NumberingPlan numbers, string language, string timeZone)
{
    /// <summary>The fields that a file may have.</summary>
    public static IReadOnlyList<ImportField> Fields { get; } =
    [
        new("id", true, "customer", "customer id", "customer number", "customer no", "client", "client id", "cif"),
        new("name", true, "full name", "customer name", "display name"),
        new("phone", false, "phone number", "mobile", "mobile number", "mobile phone", "msisdn", "telephone", "tel", "cell", "phone 1"),
        new("phone2", false, "second phone", "mobile 2"),
        new("phone3", false, "third phone", "mobile 3"),
        new("language", false, "lang", "locale", "preferred language"),
        new("timeZone", false, "tz", "time zone id"),
        new("marketingOptOut", false, "opt out", "no marketing"),
        new("quietFrom", false, "quiet hours from"),
        new("country", false, "country code", "jurisdiction", "country of residence"),
        new("quietUntil", false, "quiet hours until", "quiet to"),
    ];

    static readonly string[] Phones = ["phone", "phone2", "phone3"];

    /// <summary>Reads the file as a stream. See <see cref="ImportRecord{T}"/>.</summary>
    public async IAsyncEnumerable<ImportRecord<ProfileUpdate>> Read(
        Stream file, Encoding? encoding, IReadOnlyDictionary<string, string> mapping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = new CsvRows(file, encoding);
        var (columns, failed) = await ImportStart.Header<ProfileUpdate>(rows, Fields, mapping, cancel).ConfigureAwait(false);
        if (columns is null)
        {
            yield return failed!;
            yield break;
        }
        yield return new ImportHeader<ProfileUpdate>(columns.Ignored);
        var reader = new RowReader(rows, columns);
        while (true)
        {
            var (read, failure) = await rows.Next(cancel).ConfigureAwait(false);
            if (failure is not null)
                yield return new ImportFailure<ProfileUpdate>(rows.Row, [failure]);
            if (!read)
                yield break;
            var update = new ProfileUpdate(Row(reader), Keeps(reader));
            var errors = reader.TakeErrors();
            yield return new ImportRow<ProfileUpdate>(rows.Row, errors.Count == 0 ? update : null, errors);
        }
    }

    CustomerProfile Row(RowReader row) => new()
    {
        Id = row.RequiredText("id", 64) ?? "",
        Name = row.RequiredText("name", 140) ?? "",
        Phones = Numbers(row),
        Language = Language(row),
        TimeZone = TimeZone(row),
        MarketingOptOut = row.Flag("marketingOptOut"),
        QuietHours = Quiet(row),
        Country = Country(row),
    };

    static ProfileMembers Keeps(RowReader row) =>
        ProfileMembers.Preferences
        | (Phones.Any(row.Has) ? 0 : ProfileMembers.Phones) | (row.Has("language") ? 0 : ProfileMembers.Language)
        | (row.Has("timeZone") ? 0 : ProfileMembers.TimeZone) | (row.Has("quietFrom") || row.Has("quietUntil") ? 0 : ProfileMembers.QuietHours)
        | (row.Has("country") ? 0 : ProfileMembers.Country)
        | (row.IsEmpty("marketingOptOut") ? ProfileMembers.MarketingOptOut : 0);

    List<Msisdn> Numbers(RowReader row)
    {
        var found = new List<Msisdn>(1);
        if (Phones.FirstOrDefault(row.Has) is { } first && Phones.All(row.IsEmpty))
            row.Wrong(first, FieldCodes.Missing, "It is empty, which would take the customer's number away.",
                "Write a number, or remove the column to keep the number. To register a customer without one, PUT him with \"phones\": [].");
        foreach (var field in Phones)
        {
            if (row.Text(field, NumberingPlan.Longest) is not { } written)
                continue;
            if (!numbers.TryNormalise(written, out var number))
                row.Wrong(field, FieldCodes.PhoneNumber, "It is not a number that its country can have.", "Write it with + and the country code, for example +15005550006.");
            else if (!found.Contains(number))
                found.Add(number);
        }
        return found;
    }

    string Language(RowReader row)
    {
        var written = row.Text("language", 35)?.Replace('_', '-');
        if (written is not null && !ProfileRules.IsLanguage(written))
            row.Wrong("language", FieldCodes.Format, "It is not a language tag.", ProfileRules.LanguageFix);
        return written ?? language;
    }

    string TimeZone(RowReader row)
    {
        var written = row.Text("timeZone", 64);
        if (written is not null && !ProfileRules.IsTimeZone(written))
            row.Wrong("timeZone", FieldCodes.UnknownValue, "It is no time zone of the IANA database.", ProfileRules.TimeZoneFix);
        return written ?? timeZone;
    }

    static string Country(RowReader row)
    {
        var written = row.Text("country", 64)?.ToUpperInvariant();
        if (written is not null && !NumberingPlan.IsRegion(written))
            row.Wrong("country", FieldCodes.UnknownValue, "It is no country.", "Write the ISO 3166-1 alpha-2 code, for example GB; leave it empty for the country of the number.");
        return written ?? "";
    }

    static QuietHours? Quiet(RowReader row)
    {
        var (from, until) = (row.Time("quietFrom"), row.Time("quietUntil"));
        if (from is { } f && until is { } u)
            return new(f, u);
        if (from is not null || until is not null)
            row.Wrong(from is null ? "quietFrom" : "quietUntil", FieldCodes.Missing, "Quiet hours need a beginning and an end.", "Write both, or neither.");
        return null;
    }
}
