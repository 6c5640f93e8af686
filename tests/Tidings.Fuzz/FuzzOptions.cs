using System.Globalization;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz;

/// <param name="Targets">Which.</param>
/// <param name="For">How long each.</param>
/// <param name="Keep">The corpus grows.</param>
/// <param name="Also">A folder with more seeds.</param>
internal sealed record FuzzOptions(IReadOnlyList<FuzzTarget> Targets, TimeSpan For, int Seed, bool Keep, string? Also)
{
    /// <summary>Null: the arguments are none.</summary>
    public static FuzzOptions? Of(string[] args, IReadOnlyList<FuzzTarget> all)
    {
        if (args.Length == 0)
            return null;
        var wanted = all.Where(target => args[0] == "all" || target.Name == args[0]).ToArray();
        var options = new FuzzOptions(wanted, TimeSpan.FromMinutes(1), 1, false, null);
        for (var i = 1; i < args.Length; i++)
            switch (args[i])
            {
                case "--minutes" when i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var minutes):
                    options = options with { For = TimeSpan.FromMinutes(minutes) };
                    i++;
                    break;
                case "--seed" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    i++;
                    break;
                case "--keep":
                    options = options with { Keep = true };
                    break;
                case "--also" when i + 1 < args.Length:
                    options = options with { Also = args[++i] };
                    break;
                default:
                    return null;
            }
        return wanted.Length == 0 ? null : options;
    }
}
