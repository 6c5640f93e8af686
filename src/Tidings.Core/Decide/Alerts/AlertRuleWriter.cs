using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Core.Verify;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Writes a rule as the document from which <see cref="AlertRuleReader"/> reads it.</summary>
public static class AlertRuleWriter
{
    public static byte[] Write(AlertRule rule) => JsonSerializer.SerializeToUtf8Bytes(rule, DocumentJson.Default.AlertRule);
    public static byte[] Write(KeywordList keywords) => JsonSerializer.SerializeToUtf8Bytes(keywords, DocumentJson.Default.KeywordList);
    public static byte[] Write(PurposeList purposes) => JsonSerializer.SerializeToUtf8Bytes(purposes, DocumentJson.Default.PurposeList);
    public static byte[] Write(BankSettings settings) => JsonSerializer.SerializeToUtf8Bytes(settings, DocumentJson.Default.BankSettings);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(KebabEnumConverter<MessageClass>), typeof(KebabEnumConverter<ScheduleEvery>), typeof(DurationConverter), typeof(LocalTimeConverter), typeof(SenderIdConverter), typeof(MsisdnConverter)])]
[JsonSerializable(typeof(AlertRule))]
[JsonSerializable(typeof(BankSettings))]
[JsonSerializable(typeof(PolicyPack))]
[JsonSerializable(typeof(KeywordList))]
[JsonSerializable(typeof(PurposeList))]
internal sealed partial class DocumentJson : JsonSerializerContext;

internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => XmlConvert.ToTimeSpan(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));
}

internal sealed class LocalTimeConverter : JsonConverter<TimeOnly>
{
    public override TimeOnly Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => TimeOnly.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
}

internal sealed class MsisdnConverter : JsonConverter<Msisdn>
{
    public override Msisdn Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!.TrimStart('+'));
    public override void Write(Utf8JsonWriter writer, Msisdn value, JsonSerializerOptions options) => writer.WriteStringValue($"+{value.Digits}");
}

internal sealed class SenderIdConverter : JsonConverter<SenderId>
{
    public override SenderId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, SenderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
