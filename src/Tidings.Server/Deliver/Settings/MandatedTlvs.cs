using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Optional parameters that a carrier demands with each text (a regulator's entity and template ids, say), made ready once.</summary>
internal sealed class MandatedTlvs
{
    readonly Tlv[] _always;
    readonly FrozenDictionary<string, Tlv[]> _byTemplate;

    readonly record struct Tlv(TlvTag Tag, byte[] Value);

    MandatedTlvs(CarrierOptions options)
    {
        _always = [.. options.Tlvs.Select(static one => new Tlv(Tag(one.Key)!.Value, Encoding.ASCII.GetBytes(one.Value)))];
        _byTemplate = options.TemplateTlvs.GroupBy(static one => one.Key[(one.Key.IndexOf('/') + 1)..], StringComparer.Ordinal).ToFrozenDictionary(
            static template => template.Key, template => With([.. template.Select(static one => new Tlv(Tag(one.Key[..one.Key.IndexOf('/')])!.Value, Encoding.ASCII.GetBytes(one.Value)))]),
            StringComparer.Ordinal);
        Octets = _byTemplate.Values.Append(_always).Max(static tlvs => tlvs.Sum(static tlv => 4 + tlv.Value.Length));
    }

    /// <summary>Null: the carrier demands none.</summary>
    public static MandatedTlvs? Of(CarrierOptions options) => options.Tlvs.Count + options.TemplateTlvs.Count == 0 ? null : new(options);

    /// <summary>The most that they take in a PDU.</summary>
    public int Octets { get; }

    /// <param name="template">Id, language and version: <c>card-payment/en/3</c>.</param>
    public void Write(ref TlvWriter writer, ReadOnlySpan<char> template)
    {
        var unversioned = template[..Math.Max(0, template.LastIndexOf('/'))];
        var tlvs = _byTemplate.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(unversioned, out var own) ? own : _always;
        foreach (var (tag, value) in tlvs)
            writer.Add(tag, value);
    }

    /// <summary>A tag as people write it, in hexadecimal with 0x or in decimal. Null: it is none.</summary>
    public static TlvTag? Tag(string written) => Number(written) is >= 0 and <= ushort.MaxValue and var tag ? (TlvTag)(ushort)tag : null;

    /// <summary>A number in hexadecimal with 0x, or in decimal. Null: it is none.</summary>
    public static long? Number(string written)
    {
        var isHex = written.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return long.TryParse(isHex ? written.AsSpan(2) : written, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A template's own win over those of all.</summary>
    Tlv[] With(Tlv[] own) => [.. _always.Where(tlv => !own.Any(other => other.Tag == tlv.Tag)), .. own];
}
