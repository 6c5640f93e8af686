using System.Text.Json;
using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class VectorsOfSegmentation
{
    [Fact]
    public void Every_case_is_cut_as_expected()
    {
        foreach (var vector in TextVectors.Of("segmentation"))
        {
            var text = vector.Input().Text("text")!;
            var choice = TextEncoder.Choose(text, Options(vector.Input()));
            var parts = Sending.Parts(text, choice, (ushort)(vector.Input().Number("ref") ?? 1));
            var expect = vector.Expect();
            var scale = choice.Encoding == TextEncoding.Ucs2 ? 2 : 1;

            void Same<T>(T wanted, T got) => Assert.Equal((vector.Id(), wanted), (vector.Id(), got));

            Same(expect.Text("encoding") == "GSM7" ? TextEncoding.Gsm7 : TextEncoding.Ucs2, choice.Encoding);
            if (expect.Number("segments") is { } segments)
                Same((segments, segments), (choice.Segments, parts.Count));
            if (expect.TryGetProperty("multi", out var multi))
                Same(multi.GetBoolean(), choice.Segments > 1);
            if ((expect.Number("total_septets") ?? expect.Number("septets") ?? expect.Number("code_units")) is { } units)
                Same(units, choice.Units);
            if (expect.Number("total_octets") is { } octets)
                Same(octets, choice.Units * scale);
            if (expect.Number("max_septets_in_segment") is { } capacity)
                Same(capacity, choice.UnitsPerSegment);
            if (expect.Text("octets_hex") is { } hex)
                Same(hex, Convert.ToHexStringLower(parts[0].Octets));
            if (expect.TryGetProperty("parts", out var wanted))
                Same(
                    string.Join('|', wanted.EnumerateArray().Select(p => $"{p.Text("text")}/{p.Number("septets") ?? p.Number("octets")}")),
                    string.Join('|', parts.Select(p => $"{p.Text}/{p.Info.Units * scale}")));
            if (expect.TryGetProperty("parts_hex", out var hexes))
                Same(
                    string.Join('|', hexes.EnumerateArray().Select(h => h.GetString())),
                    string.Join('|', parts.Select(p => Convert.ToHexStringLower(p.Octets))));
            Same(text, Sending.Read(parts, choice));
        }
    }

    private static EncodingOptions Options(JsonElement input)
    {
        var national = VectorsOfGsmText.National(input, "locking") is not null;
        return EncodingOptions.Default with
        {
            ForceEncoding = input.Text("force_encoding") switch
            {
                { } name when name.StartsWith("GSM7", StringComparison.Ordinal) => TextEncoding.Gsm7,
                "UCS2" => TextEncoding.Ucs2,
                _ => national ? TextEncoding.Gsm7 : null,
            },
            ForceLocking = (NationalLanguage)(VectorsOfGsmText.National(input, "locking") ?? 0),
            ForceSingle = (NationalLanguage)(VectorsOfGsmText.National(input, "single") ?? 0),
        };
    }
}
