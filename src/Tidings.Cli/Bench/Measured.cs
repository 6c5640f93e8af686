using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Cli.Bench;

/// <summary>Figures of a run, printed for people, and with <c>--json</c> as one object on the last line.</summary>
internal static class Measured
{
    public static void Print(string title, IReadOnlyList<(string Name, double Value)> figures, bool json)
    {
        if (!json)
            Console.WriteLine(title);
        foreach (var (name, value) in figures)
        {
            if (!json)
                Console.WriteLine($"  {name,-28} {value.ToString(value == Math.Floor(value) ? "N0" : "N2", CultureInfo.InvariantCulture),14}");
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new JsonObject(figures.Select(static f => KeyValuePair.Create(f.Name, (JsonNode?)JsonValue.Create(Math.Round(f.Value, 3)))))));
    }

    /// <summary>Figure by figure the median of several runs.</summary>
    public static IReadOnlyList<(string Name, double Value)> Median(IReadOnlyList<IReadOnlyList<(string Name, double Value)>> runs) =>
        [.. runs[0].Select((figure, i) => (figure.Name, MedianOf(runs.Select(run => run[i].Value))))];

    static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static double Percentile(double[] sorted, double percentile) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * percentile) - 1)];
}
