using Fluid.Values;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates;

/// <summary>Amounts of several currencies, one after the other: they are never summed.</summary>
sealed class MoneyListValue(IReadOnlyList<Money> amounts, Locale locale) : DraftValue
{
    public override FluidValues Type => FluidValues.String;

    protected override int WriteTo(Span<char> to)
    {
        var written = 0;
        for (var i = 0; i < amounts.Count; i++)
        {
            if (i > 0)
            {
                if (!", ".TryCopyTo(to[written..]))
                    return 0;
                written += 2;
            }
            if (locale.Write(amounts[i], to[written..]) is not (> 0 and var length))
                return 0;
            written += length;
        }
        return written;
    }
}
