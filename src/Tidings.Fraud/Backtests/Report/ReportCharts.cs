using System.Globalization;
using System.Text;

namespace Tidings.Fraud.Backtests.Report;

/// <summary>Charts as SVG: colours come from the page's style, and what a bar stands for is its title.</summary>
/// <param name="width">Of the drawing, so that its letters are as large as the page's: about the width at which it is shown.</param>
internal sealed class ReportCharts(double width)
{
    const double Height = 260, Left = 56, Right = 16, Top = 12, Bottom = 28;
    /// <summary>Between two labels below.</summary>
    const double LabelWidth = 110;
    const int MostCurvePoints = 300;

    /// <summary>One bar of two parts, one on the other.</summary>
    public readonly record struct Bar(string Label, double Lower, double Upper, string Title);

    public string Bars(string name, IReadOnlyList<Bar> bars, string lowerClass, string upperClass)
    {
        var most = bars.Count == 0 ? 0 : bars.Max(static bar => bar.Lower + bar.Upper);
        var (step, end) = Scale(most);
        var svg = Begin(bars.Count == 0 ? name : $"{name}: {bars.Count} bars from {bars[0].Label} to {bars[^1].Label}, at most {ReportText.Count(most)}; {ReportText.Count(bars.Sum(static bar => bar.Lower + bar.Upper))} in all");
        for (var value = 0d; value <= end + (step / 2); value += step)
            Line(svg, Y(value / end), ReportText.Count(value));
        var wide = (width - Left - Right) / Math.Max(1, bars.Count);
        for (var i = 0; i < bars.Count; i++)
        {
            var (x, bar) = (Left + (i * wide), bars[i]);
            Append(svg, $"<g><title>{ReportText.Escaped(bar.Title)}</title>");
            Rectangle(svg, x, wide, 0, bar.Lower / end, lowerClass);
            Rectangle(svg, x, wide, bar.Lower / end, (bar.Lower + bar.Upper) / end, upperClass);
            svg.Append("</g>");
        }
        foreach (var i in Spread(bars.Count))
            Below(svg, Left + ((i + 0.5) * wide), i > 0 && i == bars.Count - 1, bars[i].Label);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Precision over recall, with where the rules stand.</summary>
    public string Curve(string name, PrecisionRecall curve, (double Recall, double Precision) here, (double Recall, double Precision)? live)
    {
        var svg = Begin($"{name}; {Said("these rules", here)}{(live is { } other ? $"; {Said("what is live", other)}" : "")}");
        for (var share = 0d; share <= 1.01; share += 0.25)
        {
            Line(svg, Y(share), ReportText.Percent(share));
            Below(svg, X(share), share > 0.99, ReportText.Percent(share));
        }
        var (points, last) = (new List<string>(), -1d);
        foreach (var one in curve.All)
        {
            if (one.Caught == 0 || (one.Recall - last < 1.0 / MostCurvePoints && one.Recall < 1))
                continue;
            points.Add(string.Create(CultureInfo.InvariantCulture, $"{X(one.Recall):0.#},{Y(one.Precision):0.#}"));
            if (one.Recall >= 1)
                break;
            last = one.Recall;
        }
        Append(svg, $"<polyline class=\"curve\" points=\"{string.Join(' ', points)}\"/>");
        if (live is { } now)
            Append(svg, $"<circle class=\"live\" cx=\"{X(now.Recall):0.#}\" cy=\"{Y(now.Precision):0.#}\" r=\"6\"><title>What is live now</title></circle>");
        Append(svg, $"<circle class=\"here\" cx=\"{X(here.Recall):0.#}\" cy=\"{Y(here.Precision):0.#}\" r=\"6\"><title>These rules</title></circle>");
        return svg.Append("</svg>").ToString();
    }

    static string Said(string whose, (double Recall, double Precision) at) => $"{whose}: precision {ReportText.Percent(at.Precision)}, recall {ReportText.Percent(at.Recall)}";

    /// <param name="name">What it shows, and the gist of it, for who does not see it.</param>
    StringBuilder Begin(string name) =>
        new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {Height}\" role=\"img\" aria-label=\"{ReportText.Escaped(name)}\" xmlns=\"http://www.w3.org/2000/svg\">");

    void Line(StringBuilder svg, double y, string label) => Append(
        svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/><text class=\"axis\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{label}</text>");

    /// <summary>The last ends where the drawing does.</summary>
    void Below(StringBuilder svg, double x, bool last, string label) => Append(
        svg, $"<text class=\"axis\" x=\"{(last ? width - Right : x):0.#}\" y=\"{Height - 8}\" text-anchor=\"{(last ? "end" : "middle")}\">{ReportText.Escaped(label)}</text>");

    static void Rectangle(StringBuilder svg, double x, double wide, double from, double to, string kind)
    {
        var gap = Math.Min(2, wide * 0.2);
        if (to > from)
            Append(svg, $"<rect class=\"{kind}\" x=\"{x + (gap / 2):0.##}\" width=\"{wide - gap:0.##}\" y=\"{Y(to):0.##}\" height=\"{Y(from) - Y(to):0.##}\"/>");
    }

    double X(double share) => Left + (share * (width - Left - Right));

    static double Y(double share) => Height - Bottom - (share * (Height - Top - Bottom));

    /// <summary>Steps of 1, 2 or 5 with a power of ten, five at most.</summary>
    static (double Step, double End) Scale(double most)
    {
        if (most <= 0)
            return (1, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)) - 1);
        var step = ((double[])[1, 2, 5, 10, 20, 50]).Select(times => times * power).First(step => most / step <= 5);
        // Whole things are counted: no line stands at half of one.
        step = most <= 5 ? 1 : step;
        return (step, Math.Ceiling(most / step) * step);
    }

    /// <summary>As many as have room, the first and the last among them.</summary>
    IEnumerable<int> Spread(int count)
    {
        var labels = Math.Min(count, (int)((width - Left - Right) / LabelWidth));
        return labels <= 1 ? Enumerable.Range(0, Math.Min(1, count)) : Enumerable.Range(0, labels).Select(i => i * (count - 1) / (labels - 1));
    }

    static void Append(StringBuilder svg, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(svg))] ref StringBuilder.AppendInterpolatedStringHandler text) => svg.Append(ref text);
}
