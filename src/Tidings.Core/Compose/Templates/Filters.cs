using System.Collections.Frozen;
using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Tidings.Core.Compose.Templates;

/// <summary>The filters of a template: these and no other.</summary>
static class Filters
{
    public const string Default = "default";

    readonly record struct Filter(int Least, int Most, FilterDelegate Apply);

    static readonly FrozenDictionary<string, Filter> ByName = new Dictionary<string, Filter>
    {
        [Default] = new(1, 1, static (input, arguments, _) => new(input.IsNil() ? arguments.At(0) : input)),
        ["upcase"] = new(0, 0, static (input, _, context) => Text(input.ToStringValue().ToUpper(context.CultureInfo))),
        ["downcase"] = new(0, 0, static (input, _, context) => Text(input.ToStringValue().ToLower(context.CultureInfo))),
        ["capitalize"] = new(0, 0, static (input, _, context) => Text(Capitalize(input.ToStringValue(), context.CultureInfo))),
        ["truncate"] = new(1, 2, static (input, arguments, _) => Text(Truncate(input.ToStringValue(), arguments))),
        ["append"] = new(1, 1, static (input, arguments, _) => Text(input.ToStringValue() + arguments.At(0).ToStringValue())),
        ["prepend"] = new(1, 1, static (input, arguments, _) => Text(arguments.At(0).ToStringValue() + input.ToStringValue())),
        ["code"] = new(0, 0, static (input, _, _) => input is MoneyValue money ? Text(money.AsCode()) : new(input)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    public static bool TryGetArity(string name, out int least, out int most)
    {
        var found = ByName.TryGetValue(name, out var filter);
        (least, most) = (filter.Least, filter.Most);
        return found;
    }

    public static void AddTo(FilterCollection filters)
    {
        filters.Clear();
        foreach (var (name, filter) in ByName)
            filters.AddFilter(name, filter.Apply);
    }

    static ValueTask<FluidValue> Text(string text) => new(new TextValue(text));

    static string Capitalize(string text, CultureInfo culture) => text.Length == 0 ? text : char.ToUpper(text[0], culture) + text[1..];

    static string Truncate(string text, FilterArguments arguments)
    {
        var length = (int)Math.Clamp(arguments.At(0).ToNumberValue(), 0, TextBuffer.Capacity);
        if (text.Length <= length)
            return text;
        var ending = arguments.Count > 1 ? arguments.At(1).ToStringValue() : "..";
        var kept = 0;
        while (StringInfo.GetNextTextElementLength(text, kept) is var next and > 0 && kept + next <= length - ending.Length)
            kept += next;
        return text[..kept].TrimEnd() + ending;
    }
}
