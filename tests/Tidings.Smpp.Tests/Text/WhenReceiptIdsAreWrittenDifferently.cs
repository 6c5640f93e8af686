using System.Text;
using CsCheck;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Smpp.Tests.Text;

public class WhenReceiptIdsAreWrittenDifferently
{
    [Theory]
    [InlineData("0A1B", "0a1b", MessageIdRule.Same, true)]
    [InlineData("0000436949", "436949", MessageIdRule.Same, true)]
    [InlineData("6AAD5", "0000436949", MessageIdRule.ReceiptDecimal, true)]
    [InlineData("0x6aad5", "436949", MessageIdRule.ReceiptDecimal, true)]
    [InlineData("0000436949", "6aad5", MessageIdRule.ReceiptHex, true)]
    [InlineData("10", "16", MessageIdRule.ReceiptDecimal, true)]
    [InlineData("10", "16", MessageIdRule.Same, false)]
    [InlineData("10", "10", MessageIdRule.ReceiptDecimal, false)]
    [InlineData("74e02ee1-4e2f-4a6e", "74E02EE1-4E2F-4A6E\0", MessageIdRule.Same, true)]
    [InlineData("74e02ee1-4e2f-4a6e", "74E02EE1-4E2F-4A6E", MessageIdRule.ReceiptDecimal, true)]
    [InlineData("74e02ee1-4e2f-4a6e", "74e02ee1-4e2f-4a6f", MessageIdRule.Auto, false)]
    [InlineData("6AAD5", "436949", MessageIdRule.Auto, true)]
    [InlineData("436949", "6AAD5", MessageIdRule.Auto, true)]
    [InlineData("00", "0", MessageIdRule.Auto, true)]
    public void They_match_by_the_carriers_rule(string response, string receipt, MessageIdRule rule, bool match) =>
        Assert.Equal(match, Matches(response, receipt, rule));

    [Fact]
    public void Auto_says_which_relation_matched()
    {
        Span<MessageIdKey> keys = stackalloc MessageIdKey[MessageIdKey.MaxCandidates];
        Span<MessageIdRule> relations = stackalloc MessageIdRule[MessageIdKey.MaxCandidates];
        var count = MessageIdKey.OfReceipt("436949"u8, MessageIdRule.Auto, keys, relations);
        var at = keys[..count].IndexOf(MessageIdKey.OfResponse("6AAD5"u8));
        Assert.Equal(MessageIdRule.ReceiptDecimal, relations[at]);
        Assert.Equal(MessageIdKey.OfResponse("436949"u8), keys[0]);
    }

    [Fact]
    public void Any_number_matches_in_all_bases_and_paddings() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 6], Gen.Bool).Sample((number, zeros, upper) =>
        {
            var hex = new string('0', zeros) + number.ToString(upper ? "X" : "x");
            var dec = new string('0', 6 - zeros) + number;
            Assert.True(Matches(hex, dec, MessageIdRule.ReceiptDecimal));
            Assert.True(Matches(dec, hex, MessageIdRule.ReceiptHex));
            Assert.True(Matches(dec, hex, MessageIdRule.Auto));
            Assert.True(Matches(hex, hex.ToLowerInvariant(), MessageIdRule.Same));
        });

    [Fact]
    public void Any_octets_have_a_key() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Enum<MessageIdRule>()).Sample((id, rule) =>
            Assert.InRange(MessageIdKey.OfReceipt(id, rule, new MessageIdKey[3]), 1, 3));

    [Fact]
    public void The_gathered_cases_match()
    {
        foreach (var vector in TextVectors.Of("msgid"))
            if (vector.Input().Text("hex") is { } hex)
                Assert.True(Matches(hex, vector.Expect().Text("decimal_padded")!, MessageIdRule.ReceiptDecimal), vector.Id());
            else
                Assert.True(
                    Matches(vector.Input().Text("resp_id")!, vector.Input().Text("dlr_id")!, MessageIdRule.ReceiptDecimal), vector.Id());
    }

    private static bool Matches(string response, string receipt, MessageIdRule rule)
    {
        var keys = new MessageIdKey[MessageIdKey.MaxCandidates];
        var count = MessageIdKey.OfReceipt(Encoding.Latin1.GetBytes(receipt), rule, keys);
        return keys.AsSpan(0, count).Contains(MessageIdKey.OfResponse(Encoding.Latin1.GetBytes(response)));
    }
}
