using System.Runtime.CompilerServices;
using System.Text.Json;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class When_a_code_is_bound_to_a_site
{
    [Theory]
    [InlineData("Your code is 735120.\n\n@bank.example #735120", "bank.example", "735120", null)]
    [InlineData("@bank.example #735120", "bank.example", "735120", null)]
    [InlineData("Code\r\n@bank.example #735120", "bank.example", "735120", null)]
    [InlineData("Code\r@bank.example #735120", "bank.example", "735120", null)]
    [InlineData("@bank.example #735120 @shop.example", "bank.example", "735120", "shop.example")]
    [InlineData("@bank.example #735120 @shop.example and more", "bank.example", "735120", "shop.example")]
    [InlineData("@bank.example #735120 %later", "bank.example", "735120", null)]
    [InlineData("@BANK.example #aB3", "bank.example", "aB3", null)]
    [InlineData("@xn--bnk-qla.example #735120", "xn--bnk-qla.example", "735120", null)]
    public void A_browser_finds_it(string text, string domain, string code, string? embedded) =>
        Assert.Equal(new OriginBoundCode(domain, code, embedded), OriginBoundCode.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("Your code is 735120.")]
    [InlineData("@bank.example #735120\n")]
    [InlineData("@bank.example #735120\nDo not share it.")]
    [InlineData("Code: @bank.example #735120")]
    [InlineData("@bank.example  #735120")]
    [InlineData("@bank.example\t#735120")]
    [InlineData("@bank.example 735120")]
    [InlineData("@bank.example #")]
    [InlineData("@bank.example # 735120")]
    [InlineData("@ #735120")]
    [InlineData("#735120 @bank.example")]
    [InlineData("@bank_1.example #735120")]
    [InlineData("@-bank.example #735120")]
    [InlineData("@bank..example #735120")]
    [InlineData("@bänk.example #735120")]
    public void A_browser_finds_none(string text) => Assert.Null(OriginBoundCode.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("shop.example")]
    public void Its_line_is_read_as_it_was_written(string? embedded)
    {
        var code = new OriginBoundCode("bank.example", "73512048", embedded);
        Assert.Equal(code, OriginBoundCode.Read($"Example Bank: 73512048 is your code.\n{code.Line}"));
    }

    [Theory]
    [InlineData("bank.example", true), InlineData("online.bank.example", true), InlineData("localhost", false), InlineData("bank.example/login", false), InlineData("https://bank.example", false)]
    [InlineData("bänk.example", false), InlineData("bank.example.", false), InlineData("", false), InlineData("bank example", false)]
    public void It_belongs_to_a_name_of_dns(string value, bool expected) => Assert.Equal(expected, OriginBoundCode.IsDomain(value));

    [Fact]
    public void Every_code_that_is_sent_for_its_purpose_is_and_one_that_is_sent_again()
    {
        var login = PresetPurposes.List.Purposes.Single(static purpose => purpose.Id == "login");
        var customer = new CodedCustomer(purposes: PresetPurposes.List with { Purposes = [login with { Site = "bank.example" }] });
        customer.Start(code: "482913");
        Assert.Equal(new OriginBoundCode("bank.example", "482913"), OriginBoundCode.Read(customer.Last.Messages.Single().Text));
        customer.Now += login.Cooldown;
        customer.Resend("735120");
        Assert.Equal(new OriginBoundCode("bank.example", "735120"), OriginBoundCode.Read(customer.Last.Messages.Single().Text));
    }

    [Fact]
    public void None_is_where_the_purpose_names_no_site()
    {
        var customer = new CodedCustomer();
        customer.Start();
        Assert.Null(OriginBoundCode.Read(customer.Last.Messages.Single().Text));
    }

    /// <summary>The cases of ../shared/data/webotp_vectors.json.</summary>
    [Fact]
    public void The_cases_of_others_are_read_as_they_read_them()
    {
        foreach (var vector in Vectors())
        {
            var text = vector.GetProperty("msg").GetString()!;
            var expected = vector.GetProperty("ok").GetBoolean()
                ? new OriginBoundCode(vector.GetProperty("top").GetString()!, vector.GetProperty("code").GetString()!, vector.GetProperty("embedded").GetString())
                : null;
            Assert.True(expected == OriginBoundCode.Read(text), $"\"{text}\" was read as {OriginBoundCode.Read(text)}");
        }
    }

    static JsonElement[] Vectors([CallerFilePath] string here = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/data/webotp_vectors.json"));
        if (!File.Exists(path))
            Assert.Skip("../shared/data/webotp_vectors.json is not here; the cases made here cover the same ground");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
