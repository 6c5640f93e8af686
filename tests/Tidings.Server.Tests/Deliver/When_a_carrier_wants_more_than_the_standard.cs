using System.Text;

namespace Tidings.Server.Tests.Deliver;

public class When_a_carrier_wants_more_than_the_standard
{
    [Fact]
    public async Task Its_parameters_go_with_every_text_by_tag_and_those_of_a_template_win()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Open(smsc, static options =>
        {
            (options.Tlvs["0x1400"], options.Tlvs["5121"]) = ("1101", "1");
            options.TemplateTlvs["0x1401/test/en"] = "22";
        });
        var ids = await carrier.Accept(
            ("ada", carrier.Text("hello")), ("ben", carrier.Text("hello") with { Template = "other/en/7" }), ("cyd", carrier.Text("hello") with { Template = "test/en-GB/7" }));
        await carrier.Settled(ids);
        // Tag, length, value, as the standard writes them (SMPP 3.4 §3.2.4.1): the entity 1101 and the template's 22, or what holds for all.
        Assert.Equal([("14000004" + Hex("1101") + "14010002" + Hex("22"), 1), ("14000004" + Hex("1101") + "14010001" + Hex("1"), 2)],
            smsc.Texts.CountBy(static text => Convert.ToHexString(text.Tlvs)).OrderBy(static text => text.Value).Select(static text => (text.Key, text.Value)));
    }

    [Fact]
    public async Task They_stand_beside_those_of_a_text_in_parts()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Open(smsc, static options => (options.Tlvs["0x1400"], options.Concatenation) = (new string('7', 200), Smpp.Text.Concatenation.MessagePayload));
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text(new string('a', 900)))));
        var tlvs = Assert.Single(smsc.Texts).Tlvs;
        Assert.Equal(4 + 900 + 4 + 200, tlvs.Length);
        Assert.EndsWith("140000C8" + Hex(new string('7', 200)), Convert.ToHexString(tlvs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_sar_are_tied_by_three_parameters_on_the_wire()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Open(smsc, static options => options.Concatenation = Smpp.Text.Concatenation.Sar);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text(new string('a', 161)))));
        var tlvs = smsc.Texts.Select(static text => Convert.ToHexString(text.Tlvs)).ToArray();
        // sar_msg_ref_num, sar_total_segments, sar_segment_seqnum (SMPP 3.4 §5.3.2.22 to .24).
        var reference = tlvs[0][..12];
        Assert.StartsWith("020C0002", reference, StringComparison.Ordinal);
        Assert.Equal([reference + "020E000102" + "020F000101", reference + "020E000102" + "020F000102"], tlvs);
    }

    [Fact]
    public async Task Its_own_data_codings_are_used_and_the_standards_otherwise()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Open(smsc, static options => (options.Ucs2DataCoding, options.Gsm7DataCoding) = (0x18, 1));
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("привет"))));
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("hello"))));
        Assert.Equal([(byte)0x18, (byte)1], smsc.Texts.Select(static text => text.DataCoding));
        Assert.All(smsc.Texts, static text => Assert.Empty(text.Tlvs));
    }

    static async Task<Carrier> Open(ScriptedSmsc smsc, Action<Server.Deliver.Settings.CarrierOptions> set)
    {
        var carrier = await Carrier.Open(set: set, start: false);
        carrier.Options.Port = smsc.Port;
        carrier.Start();
        return carrier;
    }

    static string Hex(string ascii) => Convert.ToHexString(Encoding.ASCII.GetBytes(ascii));
}
