using System.Text;
using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>
/// CloudEvents JSON (JSON event format 1.0.2) straight into <see cref="BankEvent"/>. Not safe for threads: one at a time uses it.
/// A <see cref="JsonException"/> means that the bytes are no JSON; everything else that is wrong is told per event.
/// </summary>
internal sealed class CloudEventReader(NumberingPlan phones, CustomerDefaults defaults, TimeProvider clock)
{
    /// <summary>Nothing that is taken nests deeper than an event in a batch with a preference's schedule.</summary>
    public const int MaxDepth = 32;

    static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    static readonly Names<EventAttribute> Attributes = new(
        ("specversion", EventAttribute.SpecVersion), ("id", EventAttribute.Id), ("source", EventAttribute.Source), ("type", EventAttribute.Type),
        ("time", EventAttribute.Time), ("subject", EventAttribute.Subject), ("datacontenttype", EventAttribute.DataContentType),
        ("dataschema", EventAttribute.DataSchema), ("data", EventAttribute.Data), ("data_base64", EventAttribute.DataBase64));

    readonly EventDraft _draft = new();
    readonly DataReader _data = new(phones);

    /// <summary>One event in structured mode.</summary>
    public ParsedEvent ReadOne(ReadOnlySpan<byte> json, Reach reach = Reach.Live)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        var parsed = ReadElement(ref reader, clock.GetUtcNow(), reach);
        reader.Read(); // throws where something follows
        return parsed;
    }

    /// <summary>A batch. False: it is no array, or has more than <paramref name="most"/> events.</summary>
    public bool ReadBatch(ReadOnlySpan<byte> json, int most, List<ParsedEvent> into, Reach reach = Reach.Live)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        var now = clock.GetUtcNow();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (into.Count == most)
                return false;
            into.Add(ReadElement(ref reader, now, reach));
        }
        reader.Read();
        return true;
    }

    /// <summary>One event in binary mode: its attributes were given to the draft before.</summary>
    public ParsedEvent ReadBinary(EventDraft draft, ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
        {
            draft.HasData = true;
            var reader = new Utf8JsonReader(data, Options);
            reader.Read();
            _data.Read(ref reader, draft);
            reader.Read();
        }
        return Finish(draft, clock.GetUtcNow());
    }

    /// <summary>A profile as the body of a request: the data of the event that it becomes.</summary>
    public ParsedEvent ReadProfile(string customer, string source, string id, ReadOnlySpan<byte> json)
    {
        var draft = NewDraft();
        (draft.Type, draft.Source, draft.Id, draft.HasSpecVersion, draft.HasData) = (EventTypes.CustomerUpdated, source, id, true, true);
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        _data.Read(ref reader, draft);
        reader.Read();
        if (draft.Customer is { } said && said != customer)
            draft.Errors.Add("data.customer", FieldCodes.UnknownValue, "It is another customer than the address names.", "Leave it out.");
        draft.Seen |= EventField.Customer;
        draft.Customer = customer;
        return Finish(draft, clock.GetUtcNow(), replaces: true);
    }

    /// <summary>An empty draft for the attributes of a binary event.</summary>
    public EventDraft NewDraft()
    {
        _draft.Clear();
        return _draft;
    }

    ParsedEvent ReadElement(ref Utf8JsonReader reader, DateTimeOffset now, Reach reach)
    {
        _draft.Clear();
        _draft.Reach = reach;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonText.WrongType(ref reader, "$", "a CloudEvent as an object", _draft.Errors);
            return new(null, null, null, _draft.Errors.Take());
        }
        EventAttribute seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadAttribute(ref reader, ref seen);
        return Finish(_draft, now);
    }

    void ReadAttribute(ref Utf8JsonReader reader, ref EventAttribute seen)
    {
        if (reader.ValueIsEscaped || !Attributes.TryGet(reader.ValueSpan, out var attribute))
        {
            SkipExtension(ref reader);
            return;
        }
        var name = NameOf(attribute);
        if ((seen & attribute) != 0)
            _draft.Errors.Add(name, FieldCodes.Repeated, "It stands there twice.", "Write it once.");
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null && attribute != EventAttribute.Data)
            return; // JSON event format §2.2: null is as if it were left out
        seen |= attribute;
        if (attribute is EventAttribute.Data or EventAttribute.DataBase64)
            ReadData(ref reader, attribute, seen);
        else if (reader.TokenType != JsonTokenType.String)
            TakeWrong(ref reader, attribute, name);
        else if (!reader.ValueIsEscaped)
            AttributeReader.Take(_draft, attribute, name, reader.ValueSpan);
        else
            TakeEscaped(ref reader, attribute, name);
    }

    void ReadData(ref Utf8JsonReader reader, EventAttribute attribute, EventAttribute seen)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return;
        _draft.HasData = true;
        if ((seen & (EventAttribute.Data | EventAttribute.DataBase64)) == (EventAttribute.Data | EventAttribute.DataBase64))
        {
            _draft.Errors.Add(NameOf(attribute), FieldCodes.Repeated, "There is both data and data_base64.", "Write one of them.");
            reader.Skip();
        }
        else if (attribute == EventAttribute.Data)
            _data.Read(ref reader, _draft);
        else
            ReadBase64(ref reader);
    }

    void ReadBase64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            _draft.DataIsJson = false;
            JsonText.WrongType(ref reader, "data_base64", "a string", _draft.Errors);
            return;
        }
        if ((reader.ValueIsEscaped && HalfPairs.In(reader.ValueSpan)) || !reader.TryGetBytesFromBase64(out var bytes) || !System.Text.Unicode.Utf8.IsValid(bytes) || !IsOneValue(bytes))
        {
            _draft.DataIsJson = false;
            _draft.Errors.Add("data_base64", FieldCodes.Format, "It is not a JSON object in base 64.", "Send the object itself as data.");
            return;
        }
        var inner = new Utf8JsonReader(bytes, Options);
        inner.Read();
        _data.Read(ref inner, _draft);
    }

    static bool IsOneValue(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    void TakeWrong(ref Utf8JsonReader reader, EventAttribute attribute, string name)
    {
        JsonText.WrongType(ref reader, name, "a string", _draft.Errors);
        AttributeReader.MarkWrong(_draft, attribute);
    }

    void TakeEscaped(ref Utf8JsonReader reader, EventAttribute attribute, string name)
    {
        var errors = _draft.Errors.Count;
        if (JsonText.Read(ref reader, name, AttributeReader.LongestSource, false, _draft.Errors) is { } text)
            AttributeReader.Take(_draft, attribute, name, Encoding.UTF8.GetBytes(text));
        else if (_draft.Errors.Count > errors)
            AttributeReader.MarkWrong(_draft, attribute);
    }

    void SkipExtension(ref Utf8JsonReader reader)
    {
        if (!AttributeReader.IsName(reader.ValueSpan))
            _draft.Errors.Add(MemberName.AsWritten(ref reader), FieldCodes.UnknownField, "It is no attribute of CloudEvents, nor can it be an extension's name.",
                "Names have small letters and digits only; the event's own members belong into data.");
        reader.Read();
        reader.Skip();
    }

    ParsedEvent Finish(EventDraft draft, DateTimeOffset now, bool replaces = false)
    {
        EventRules.Check(draft);
        if (draft.Time is { } time && EventTimes.IsTooFarAhead(time, now))
            draft.Errors.Add("time", FieldCodes.Range, EventTimes.TooFarWhy, EventTimes.TooFarFix);
        var id = draft.Id is { Length: > 0 } ? draft.Id : null;
        var source = draft.Source is { Length: > 0 } ? draft.Source : null;
        return draft.Errors.Count == 0 ? new(draft.Build(now, defaults, replaces), id, source, []) : new(null, id, source, draft.Errors.Take());
    }

    static string NameOf(EventAttribute attribute) => attribute switch
    {
        EventAttribute.SpecVersion => "specversion",
        EventAttribute.Id => "id",
        EventAttribute.Source => "source",
        EventAttribute.Type => "type",
        EventAttribute.Time => "time",
        EventAttribute.Subject => "subject",
        EventAttribute.DataContentType => "datacontenttype",
        EventAttribute.DataSchema => "dataschema",
        EventAttribute.Data => "data",
        _ => "data_base64",
    };
}
