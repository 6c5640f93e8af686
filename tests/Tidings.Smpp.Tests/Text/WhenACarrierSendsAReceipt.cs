using System.Text;
using CsCheck;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Smpp.Tests.Text;

public class WhenACarrierSendsAReceipt
{
    private const string Standard =
        "id:0A1B sub:001 dlvrd:001 submit date:2611231015 done date:2611231016 stat:DELIVRD err:000 text:Acme Bank: EUR 12";

    [Theory]
    [InlineData(Standard)]
    [InlineData("ID:0A1B SUB:001 DLVRD:001 SUBMIT DATE:2611231015 DONE DATE:2611231016 STAT:DELIVRD ERR:000 TEXT:Acme Bank: EUR 12")]
    [InlineData("stat:DELIVRD err:000 done date:2611231016 submit date:2611231015 dlvrd:001 sub:001 id:0A1B text:Acme Bank: EUR 12")]
    [InlineData("id:0A1B  sub:001\tdlvrd:001\r\nsubmit_date:2611231015 done_date:2611231016 stat: DELIVRD err: 000 text:Acme Bank: EUR 12")]
    [InlineData("id:0A1B,sub:001,dlvrd:001,submit date:2611231015,done date:2611231016,stat:DELIVRD,err:000,text:Acme Bank: EUR 12")]
    [InlineData("id:0A1B sub:1 dlvrd:1 submit date:261123101500 done date:20261123101600 stat:delivered err:000 text:Acme Bank: EUR 12")]
    [InlineData("id:0A1B sub:1 dlvrd:1 submit date:2026-11-23 10:15:00 done date:2026-11-23T10:16:00 stat:2 err:000 text:Acme Bank: EUR 12")]
    [InlineData("id:0A1B sub:1 dlvrd:1 submit date:202611231015 done date:202611231016 status:DELIVRD error:000 text:Acme Bank: EUR 12")]
    public void All_the_ways_of_writing_it_say_the_same(string text)
    {
        Assert.True(DeliveryReceiptParser.TryParse(Encoding.Latin1.GetBytes(text), out var receipt));
        Assert.Equal("0A1B", Encoding.Latin1.GetString(receipt.Id));
        Assert.Equal((1, 1), (receipt.Submitted, receipt.Delivered));
        Assert.Equal(new DateTime(2026, 11, 23, 10, 15, 0), receipt.SubmitDate);
        Assert.Equal(new DateTime(2026, 11, 23, 10, 16, 0), receipt.DoneDate);
        Assert.Equal(ReceiptState.Delivered, receipt.State);
        Assert.Equal("000", Encoding.Latin1.GetString(receipt.Error));
        Assert.Equal("Acme Bank: EUR 12", Encoding.Latin1.GetString(receipt.Text));
    }

    [Theory]
    [InlineData(63, true), InlineData(64, false)]
    public void OnlySixtyFourFieldsAreLookedAt(int before, bool seen)
    {
        DeliveryReceiptParser.TryParse(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("id:7,", before)) + "stat:DELIVRD"), out var receipt);
        Assert.Equal(seen, receipt.State is not null);
    }

    [Fact]
    public void The_customers_words_cannot_forge_a_field()
    {
        Assert.True(DeliveryReceiptParser.TryParse("id:1 stat:UNDELIV err:011 text:stat:DELIVRD id:2 err:000"u8, out var receipt));
        Assert.Equal((ReceiptState.Undeliverable, "1", "011"),
            (receipt.State, Encoding.Latin1.GetString(receipt.Id), Encoding.Latin1.GetString(receipt.Error)));
    }

    [Fact]
    public void A_text_in_front_does_not_hide_the_state()
    {
        Assert.True(DeliveryReceiptParser.TryParse("id:1 text:Hello there stat:EXPIRED err:3"u8, out var receipt));
        Assert.Equal((ReceiptState.Expired, "Hello there"), (receipt.State, Encoding.Latin1.GetString(receipt.Text)));
    }

    [Fact]
    public void Empty_fields_stay_empty()
    {
        Assert.True(DeliveryReceiptParser.TryParse("id:7 sub: dlvrd: submit date: done date:2611231016 stat:REJECTD err: text:"u8, out var receipt));
        Assert.Equal((null, null, null), (receipt.Submitted, receipt.Delivered, receipt.SubmitDate));
        Assert.Equal(ReceiptState.Rejected, receipt.State);
        Assert.True(receipt.Error.IsEmpty && receipt.Text.IsEmpty && receipt.HasText);
    }

    [Theory]
    [InlineData("Hello, is this the bank?")]
    [InlineData("")]
    [InlineData("idea: none")]
    public void A_reply_is_no_receipt(string text) =>
        Assert.False(DeliveryReceiptParser.TryParse(Encoding.Latin1.GetBytes(text), out _));

    [Fact]
    public void An_impossible_date_is_none_and_an_unknown_word_is_kept_raw()
    {
        Assert.True(DeliveryReceiptParser.TryParse("id:7 done date:2613991016 stat:WHATEVR"u8, out var receipt));
        Assert.Equal((null, null, "WHATEVR"), (receipt.DoneDate, receipt.State, Encoding.Latin1.GetString(receipt.Stat)));
    }

    [Fact]
    public void The_tlvs_win_over_the_text()
    {
        DeliveryReceiptParser.TryParse("id:wrong stat:ENROUTE"u8, out var receipt);
        receipt.Prefer("0A1B\0"u8, 2, [3, 0x01, 0x02]);
        Assert.Equal(("0A1B", ReceiptState.Delivered), (Encoding.Latin1.GetString(receipt.Id), receipt.State));
        Assert.Equal(((byte)3, (ushort)0x0102), (receipt.NetworkType, receipt.NetworkError));
        receipt.Prefer(default, null);
        receipt.Prefer("\0"u8, 99);
        Assert.Equal(("0A1B", ReceiptState.Delivered), (Encoding.Latin1.GetString(receipt.Id), receipt.State));
    }

    [Fact]
    public void Parsing_the_common_form_allocates_nothing()
    {
        var octets = Encoding.Latin1.GetBytes(Standard);
        long spent = 0;
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            DeliveryReceiptParser.TryParse(octets, out var receipt);
            MessageIdKey.OfResponse(receipt.Id);
            spent = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, spent);
    }

    [Fact]
    public void Any_octets_are_survived() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 200],
            Gen.OneOf("id:", "stat:", " ", "submit date:", "done date:", "2611231015", "text:", ",", "DELIVRD", "err:", ":", "s", "2026-11-23", "10:15")
                .Array[0, 20].Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts))))
        .Sample(octets =>
        {
            DeliveryReceiptParser.TryParse(octets, out var receipt);
            receipt.Prefer(octets, 1, octets);
        }, iter: 5000);

    [Fact]
    public void The_gathered_cases_parse_as_expected()
    {
        foreach (var vector in TextVectors.Of("dlr_parse"))
        {
            Assert.True(DeliveryReceiptParser.TryParse(Encoding.Latin1.GetBytes(vector.Input().Text("text")!), out var receipt), vector.Id());
            var expect = vector.Expect();
            void Same(string field, string? got)
            {
                if (expect.TryGetProperty(field, out var wanted))
                    Assert.Equal((vector.Id(), field, wanted.ToString().NullIfEmpty()), (vector.Id(), field, got.NullIfEmpty()));
            }
            Same("id", Encoding.Latin1.GetString(receipt.Id));
            Same("sub", receipt.Submitted?.ToString());
            Same("dlvrd", receipt.Delivered?.ToString());
            Same("submit_date", receipt.SubmitDate?.ToString("s"));
            Same("done_date", receipt.DoneDate?.ToString("s"));
            Same("stat", Encoding.Latin1.GetString(receipt.Stat));
            Same("err", Encoding.Latin1.GetString(receipt.Error));
            Same("text", receipt.HasText ? Encoding.Latin1.GetString(receipt.Text) : null);
        }
    }
}

file static class Empty
{
    public static string? NullIfEmpty(this string? text) => string.IsNullOrEmpty(text) ? null : text;
}
