using System.Text.Json;
using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class VectorsOfGsmText
{
    [Fact]
    public void Gsm7_cases_decode_and_round_trip()
    {
        foreach (var vector in TextVectors.Of("gsm7"))
        {
            var text = vector.Input().Text("text")!;
            var octets = Convert.FromHexString(vector.Input().Text("hex_unpacked")!);
            var single = (NationalLanguage)(National(vector.Input(), "single") ?? 0);
            var read = TextDecoder.DecodeBody(octets, DefaultAlphabet.Gsm7, NationalLanguage.None, single, 0);
            Assert.Equal((vector.Id(), text), (vector.Id(), read));
            if (!vector.Expect().GetProperty("roundtrip").GetBoolean())
                continue;
            var forced = EncodingOptions.Default with { ForceEncoding = TextEncoding.Gsm7, ForceSingle = single };
            var part = Assert.Single(Sending.Parts(text, TextEncoder.Choose(text, forced)));
            Assert.Equal((vector.Id(), Convert.ToHexString(octets)), (vector.Id(), Convert.ToHexString(part.Body)));
        }
    }

    [Fact]
    public void Packed_cases_give_the_same_octets_and_read_back()
    {
        foreach (var vector in TextVectors.Of("gsm7_packed"))
        {
            var text = vector.Input().Text("text")!;
            var packed = EncodingOptions.Default with { PackSeptets = true };
            var choice = TextEncoder.Choose(text, packed);
            var part = Assert.Single(Sending.Parts(text, choice));
            Assert.Equal((vector.Id(), vector.Expect().Text("hex_packed")), (vector.Id(), Convert.ToHexStringLower(part.Octets)));
            Assert.Equal((vector.Id(), text), (vector.Id(), Sending.Read([part], choice)));
        }
    }

    [Fact]
    public void The_repertoire_cases_are_gsm7()
    {
        foreach (var vector in TextVectors.Of("gsm7_repertoire"))
            foreach (var text in vector.Input().GetProperty("texts").EnumerateArray())
            {
                var choice = TextEncoder.Choose(text.GetString(), EncodingOptions.Default);
                Assert.Equal((TextEncoding.Gsm7, -1), (choice.Encoding, choice.FirstOffending));
            }
    }

    internal static int? National(JsonElement input, string shift) =>
        input.TryGetProperty("national", out var national) ? national.Number(shift) : null;
}
