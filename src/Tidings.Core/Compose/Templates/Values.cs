using System.Globalization;
using System.Text.Encodings.Web;
using Fluid.Values;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates;

/// <summary>A value that writes itself into the text without a string of its own.</summary>
abstract class DraftValue : FluidValue
{
    /// <returns>Characters written; 0 where it does not fit.</returns>
    protected abstract int WriteTo(Span<char> to);

    public sealed override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        var buffer = (TextBuffer)writer;
        buffer.Advance(WriteTo(buffer.Free));
        return default;
    }

    [Obsolete("Fluid keeps it beside WriteToAsync.")]
    public sealed override void WriteTo(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        var buffer = (TextBuffer)writer;
        buffer.Advance(WriteTo(buffer.Free));
    }

    public override bool ToBooleanValue() => true;
    public override decimal ToNumberValue() => 0;
    public override object ToObjectValue() => ToStringValue();

    public sealed override string ToStringValue()
    {
        Span<char> text = stackalloc char[TextBuffer.Capacity];
        return new string(text[..WriteTo(text)]);
    }

    public override bool Equals(FluidValue? other) => other is not null && !other.IsNil() && ToStringValue() == other.ToStringValue();
    public override bool Equals(object? obj) => Equals(obj as FluidValue);
    public override int GetHashCode() => ToStringValue().GetHashCode(StringComparison.Ordinal);
}

/// <summary>Text that is harmless already.</summary>
sealed class TextValue(string text) : DraftValue
{
    public string Text { get; set; } = text;
    /// <summary>Begins with a sign that a right-to-left text would put on the wrong side of the digits behind it.</summary>
    public bool LeftToRight { get; set; }

    public override FluidValues Type => FluidValues.String;
    public override bool Contains(FluidValue value) => Text.Contains(value.ToStringValue(), StringComparison.Ordinal);
    public override decimal ToNumberValue() => decimal.TryParse(Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;

    protected override int WriteTo(Span<char> to)
    {
        var mark = LeftToRight ? 1 : 0;
        if (to.Length < Text.Length + mark)
            return 0;
        if (LeftToRight)
            to[0] = '\u200e';
        Text.CopyTo(to[mark..]);
        return Text.Length + mark;
    }
}

/// <summary>An amount; compares as a number, prints as people of the locale write it.</summary>
sealed class MoneyValue : DraftValue
{
    Money _money;
    Locale _locale = Locale.Of(LanguageChain.Last);

    public MoneyValue Set(Money money, Locale locale)
    {
        (_money, _locale) = (money, locale);
        return this;
    }

    public override FluidValues Type => FluidValues.Number;
    public override decimal ToNumberValue() => _money.Amount;
    public override bool Equals(FluidValue? other) => other is { Type: FluidValues.Number } && other.ToNumberValue() == _money.Amount;

    public string AsCode()
    {
        Span<char> text = stackalloc char[64];
        return new string(text[.._locale.Write(_money, text, asCode: true)]);
    }

    protected override int WriteTo(Span<char> to) => _locale.Write(_money, to);
}

enum MomentStyle : byte { Date, Time, DateAndTime }

/// <summary>A time in the customer's own zone.</summary>
sealed class MomentValue(MomentStyle style) : DraftValue
{
    DateTime _local;
    Locale _locale = Locale.Of(LanguageChain.Last);

    public MomentValue Set(DateTime local, Locale locale)
    {
        (_local, _locale) = (local, locale);
        return this;
    }

    public override FluidValues Type => FluidValues.String;

    protected override int WriteTo(Span<char> to)
    {
        if (style == MomentStyle.Time)
            return _locale.WriteTime(_local, to);
        var date = _locale.WriteDate(_local, to);
        if (style == MomentStyle.Date || date == 0 || date == to.Length)
            return date;
        to[date] = ' ';
        return _locale.WriteTime(_local, to[(date + 1)..]) is var time and > 0 ? date + 1 + time : 0;
    }
}
