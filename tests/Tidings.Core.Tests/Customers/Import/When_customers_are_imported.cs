using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;

namespace Tidings.Core.Tests.Customers.Import;

public sealed class When_customers_are_imported
{
    static readonly Dictionary<string, string> NoMapping = [];

    internal static async Task<List<ImportRecord<ProfileUpdate>>> Read(byte[] file, Dictionary<string, string>? mapping = null, Encoding? encoding = null)
    {
        var records = new List<ImportRecord<ProfileUpdate>>();
        await foreach (var record in new CustomerImport(new("GB"), "en", "Etc/UTC").Read(new MemoryStream(file), encoding, mapping ?? NoMapping, TestContext.Current.CancellationToken))
            records.Add(record);
        return records;
    }

    static Task<List<ImportRecord<ProfileUpdate>>> Read(string file, Dictionary<string, string>? mapping = null) => Read(Encoding.UTF8.GetBytes(file), mapping);

    static ImportRow<ProfileUpdate>[] Rows(List<ImportRecord<ProfileUpdate>> records) => [.. records.OfType<ImportRow<ProfileUpdate>>()];

    static (long, string, string)[] Errors(List<ImportRecord<ProfileUpdate>> records) =>
        [.. Rows(records).SelectMany(r => r.Errors.Select(e => (r.Row, e.Field, e.Code)))];

    [Fact]
    public async Task Every_field_arrives_under_the_names_that_banks_use()
    {
        var records = await Read("Customer No;Full_Name;MSISDN;Second Phone;Lang;Time Zone;Opt-Out;quiet from;Quiet Until;Branch\nC-1;\"Ada; \"\"the\"\" first\";07400 123456;+1 500 555 0006;pt_BR;America/New_York;yes;22:00;07:00;9\n");
        Assert.Equal(["Branch"], Assert.IsType<ImportHeader<ProfileUpdate>>(records[0]).Ignored);
        var profile = Assert.Single(Rows(records)).Value!.Profile;
        Assert.Equal(("C-1", "Ada; \"the\" first", "pt-BR", "America/New_York", true), (profile.Id, profile.Name, profile.Language, profile.TimeZone, profile.MarketingOptOut));
        Assert.Equal([new("447400123456"), new Msisdn("15005550006")], profile.Phones);
        Assert.Equal(new QuietHours(new(22, 0), new(7, 0)), profile.QuietHours);
    }

    [Theory]
    [InlineData(","), InlineData(";"), InlineData("\t"), InlineData("|")]
    public async Task The_separator_is_seen_whatever_stands_in_the_fields(string separator)
    {
        string[] rows = ["id*name*phone", "1*\"a,b;c;d;e|f\"*+15005550006", "2*g;h,i;j*+15005550006".Replace(";h,i;j", separator == ";" ? "" : ";h;i;j", StringComparison.Ordinal)];
        var records = await Read(string.Join("\r\n", rows).Replace("*", separator, StringComparison.Ordinal));
        Assert.Equal(["a,b;c;d;e|f", separator == ";" ? "g" : "g;h;i;j"], Rows(records).Select(r => r.Value!.Profile.Name));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_by_row_and_column_and_stops_no_neighbour()
    {
        var records = await Read("id,name,mobile,language,tz,opt out,quietFrom\n1,A,+15005550006,english please,Mars/X,maybe,25:00\n,,123,,,,\n3,C,+15005550006,,,,\n");
        Assert.Equal(
        [
            (1, "language", "format"), (1, "opt out", "unknown-value"), (1, "quietFrom", "format"), (1, "tz", "unknown-value"),
            (2, "id", "missing"), (2, "mobile", "phone-number"), (2, "name", "missing"),
        ], Errors(records).Order());
        Assert.Equal([false, false, true], Rows(records).Select(r => r.Value is not null));
    }

    [Fact]
    public async Task A_file_without_the_columns_it_needs_says_all_of_them_and_nothing_is_read()
    {
        var failure = Assert.IsType<ImportFailure<ProfileUpdate>>(Assert.Single(await Read("a,b\n1,2\n")));
        Assert.Equal(["id", "name"], failure.Errors.Select(e => e.Field));
    }

    [Theory]
    [InlineData("id,name\n1,A\n", ProfileMembers.Phones | ProfileMembers.Language | ProfileMembers.TimeZone | ProfileMembers.MarketingOptOut | ProfileMembers.QuietHours | ProfileMembers.Preferences | ProfileMembers.Country)]
    [InlineData("id,name,phone,language,tz,opt out,quietFrom,quietUntil\n1,A,+15005550006,,,no,,\n", ProfileMembers.Preferences | ProfileMembers.Country)]
    [InlineData("id,name,phone,language,tz,opt out,quietFrom,quietUntil,country\n1,A,+15005550006,,,no,,,\n", ProfileMembers.Preferences)]
    [InlineData("id,name,phone2,lang,tz,opt out,quietFrom\n1,A,+15005550006,en,,,\n", ProfileMembers.Preferences | ProfileMembers.MarketingOptOut | ProfileMembers.Country)]
    public async Task What_has_no_column_is_kept_and_an_empty_opt_out_is_no_answer(string file, ProfileMembers keeps) =>
        Assert.Equal(keeps, Assert.Single(Rows(await Read(file))).Value!.Keeps);

    [Theory]
    [InlineData("id,name,phone\n1,A,\n", "phone"), InlineData("id,name,mobile 2,Phone\n1,A,,\n", "Phone")]
    public async Task An_empty_phone_is_refused_and_takes_no_number_away(string file, string column) =>
        Assert.Equal([(1, column, "missing")], Errors(await Read(file)));

    [Theory]
    [InlineData("1,A"), InlineData("1,A,+15005550006,en,x"), InlineData("1,Ada, Jensen,+15005550006,en")]
    public async Task A_row_of_more_or_fewer_fields_than_the_header_is_refused_alone(string row)
    {
        var records = await Read($"id,name,phone,lang\n2,A,+15005550006,en\n{row}\n3,C,+15005550006,en\n");
        Assert.Equal([(2, "$", "format")], Errors(records));
        Assert.Equal([true, false, true], Rows(records).Select(r => r.Value is not null));
    }

    [Fact]
    public async Task A_mapping_beats_the_names()
    {
        var records = await Read("id,name,phone,Kunde,Rufnummer\n1,A,x,K-1,+15005550006\n", new() { ["id"] = "Kunde", ["phone"] = "rufnummer" });
        Assert.Equal("K-1", Assert.Single(Rows(records)).Value!.Profile.Id);
        var wrong = Assert.IsType<ImportFailure<ProfileUpdate>>((await Read("id,name,phone\n", new() { ["id"] = "Kunde", ["x"] = "name" }))[0]);
        Assert.Equal([("Kunde", "missing"), ("x", "unknown-field")], wrong.Errors.Select(e => (e.Field, e.Code)).Order());
    }

    [Fact]
    public async Task Two_columns_of_one_name_are_refused() =>
        Assert.Equal("repeated", Assert.Single(Assert.IsType<ImportFailure<ProfileUpdate>>((await Read("id,name,phone,Phone\n"))[0]).Errors).Code);

    [Fact]
    public async Task Byte_order_marks_and_character_sets_are_understood()
    {
        const string text = "id,name,phone\n1,Jürgen,+15005550006\n";
        foreach (var (encoding, said) in new (Encoding, Encoding?)[] { (new UTF8Encoding(true), null), (new UnicodeEncoding(false, true), null), (Encoding.Latin1, Encoding.Latin1) })
            Assert.Equal("Jürgen", Assert.Single(Rows(await Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], null, said))).Value!.Profile.Name);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_named_in_their_column()
    {
        var records = await Read([.. "id,name,phone\n1,J"u8, 0xFC, .. "rgen,+15005550006\n2,B,+15005550006\n"u8]);
        Assert.Equal([(1, "name", "format")], Errors(records));
        Assert.NotNull(Rows(records)[1].Value);
    }

    [Fact]
    public async Task A_stray_quote_refuses_its_row_alone()
    {
        var records = await Read("id,name,phone\n1,\"A\"x,+15005550006\n2,B,+15005550006\n");
        Assert.Equal([(1, "$", "format")], Errors(records));
        Assert.NotNull(Rows(records)[1].Value);
    }

    [Fact]
    public async Task Quotes_without_end_stop_the_reading_before_they_fill_the_memory()
    {
        var records = await Read("id,name,phone\n1,A,+15005550006\n2,\"B" + new string('x', 1_000_000));
        Assert.NotNull(Assert.Single(Rows(records)).Value);
        Assert.Equal("too-long", Assert.Single(Assert.IsType<ImportFailure<ProfileUpdate>>(records[^1]).Errors).Code);
    }

    [Fact]
    public async Task An_empty_file_is_a_failure_and_one_of_a_header_alone_is_not()
    {
        Assert.IsType<ImportFailure<ProfileUpdate>>(Assert.Single(await Read("")));
        Assert.IsType<ImportHeader<ProfileUpdate>>(Assert.Single(await Read("id,name,phone")));
    }

    [Theory]
    [InlineData("Europe/Istanbul", true), InlineData("UTC", true), InlineData("Etc/UTC", true), InlineData("Mars/X", false), InlineData("../etc/passwd", false)]
    [InlineData("/etc/localtime", false), InlineData("localtime", false), InlineData("", false), InlineData("Europe/Istanbul\n", false)]
    public void A_time_zone_is_one_of_the_IANA_database(string name, bool known) => Assert.Equal(known, ProfileRules.IsTimeZone(name));

    [Theory]
    [InlineData("en", true), InlineData("tr-TR", true), InlineData("zh-Hant-HK", true), InlineData("e", false), InlineData("english", false), InlineData("en\n", false)]
    public void A_language_is_a_BCP_47_tag(string tag, bool known) => Assert.Equal(known, ProfileRules.IsLanguage(tag));

    [Theory]
    [InlineData("country", "US", "US")]
    [InlineData("Country of residence", "de", "DE")]
    [InlineData("country", "", "")]
    [InlineData("country", "Germany", null)]
    [InlineData("country", "XX", null)]
    public async Task The_country_whose_rules_protect_a_customer_may_be_a_column(string column, string written, string? country)
    {
        var records = await Read($"id,name,phone,{column}\n1,A,+15005550006,{written}\n");
        var row = records.OfType<ImportRow<ProfileUpdate>>().Single();
        Assert.Equal(country, row.Value?.Profile.Country);
        Assert.Equal(country is null ? ["country"] : [], row.Errors.Select(static error => error.Field.ToLowerInvariant()));
    }
}
