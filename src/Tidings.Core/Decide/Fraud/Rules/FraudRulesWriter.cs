using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Writes the rules as the document from which <see cref="FraudRulesReader"/> reads them.</summary>
public static class FraudRulesWriter
{
    // It is a document and never part of a page: letters of any language stand as they are.
    static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FraudRules rules)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("mode", Kebab<FraudMode>.Name(rules.Mode));
            json.WriteNumber("askAt", rules.AskAt);
            json.WriteNumber("declineAt", rules.DeclineAt);
            json.WriteNumber("highAmount", rules.HighAmount);
            json.WriteString("currency", rules.Currency);
            json.WriteStartObject("rates");
            foreach (var (currency, rate) in rules.Rates)
                json.WriteNumber(currency, rate);
            json.WriteEndObject();
            json.WriteString("model", Kebab<FraudMode>.Name(rules.Model));
            List(json, "rules", rules.Rules, Rule);
            List(json, "lists", rules.Lists, OneList);
            List(json, "segments", rules.Segments, Segment);
            Asking(json, rules.Asking);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            write(json, one);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Rule(Utf8JsonWriter json, FraudRule rule)
    {
        json.WriteString("id", rule.Id);
        if (rule.Title.Length > 0)
            json.WriteString("title", rule.Title);
        json.WriteString("mode", Kebab<FraudMode>.Name(rule.Mode));
        json.WriteNumber("points", rule.Points);
        List(json, "when", rule.When, Condition);
        if (rule.Reasons.Count > 0)
        {
            json.WriteStartObject("reasons");
            foreach (var (language, words) in rule.Reasons)
                json.WriteString(language, words);
            json.WriteEndObject();
        }
        Moment(json, "snoozedUntil", rule.SnoozedUntil);
    }

    static void Condition(Utf8JsonWriter json, FraudCondition condition)
    {
        json.WriteString("of", condition.Of);
        json.WriteString("is", Kebab<FraudOperator>.Name(condition.Is));
        if (FraudConditionChecks.IsOfNumbers(condition.Is))
            json.WriteNumber("value", condition.Number);
        else if (condition.Is is FraudOperator.OnList or FraudOperator.NotOnList)
            json.WriteString("value", condition.Texts[0]);
        else
        {
            json.WriteStartArray("value");
            foreach (var text in condition.Texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }

    static void OneList(Utf8JsonWriter json, FraudList list)
    {
        json.WriteString("id", list.Id);
        List(json, "entries", list.Entries, static (json, entry) =>
        {
            json.WriteString("value", entry.Value);
            Moment(json, "until", entry.Until);
        });
    }

    static void Segment(Utf8JsonWriter json, FraudSegment segment)
    {
        json.WriteString("id", segment.Id);
        List(json, "when", segment.When, Condition);
        if (segment.AskAt is { } ask)
            json.WriteNumber("askAt", ask);
        if (segment.DeclineAt is { } decline)
            json.WriteNumber("declineAt", decline);
    }

    static void Asking(Utf8JsonWriter json, FraudAsking asking)
    {
        json.WriteStartObject("asking");
        json.WriteString("remindAfter", XmlConvert.ToString(asking.RemindAfter));
        json.WriteString("giveUpAfter", XmlConvert.ToString(asking.GiveUpAfter));
        json.WriteString("noAnswer", Kebab<FraudNoAnswer>.Name(asking.NoAnswer));
        json.WriteString("distrustNumberFor", XmlConvert.ToString(asking.DistrustNumberFor));
        json.WriteString("gatherFor", XmlConvert.ToString(asking.GatherFor));
        json.WriteString("maxAge", XmlConvert.ToString(asking.MaxAge));
        json.WriteString("deniableFor", XmlConvert.ToString(asking.DeniableFor));
        json.WriteBoolean("denyAtOnce", asking.DenyAtOnce);
        json.WriteEndObject();
    }

    static void Moment(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } moment)
            json.WriteString(name, moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
