using System.Globalization;
using Tidings.Fuzz;
using Tidings.Fuzz.Targets;

var targets = AllTargets.Create();
var options = FuzzOptions.Of(args, targets);
if (options is null)
{
    Console.Error.WriteLine($"""
        fuzz <target>|all [--minutes N] [--seed S] [--keep] [--also FOLDER]

          --minutes   how long each target runs (default 1)
          --seed      the same seed gives the same inputs (default 1)
          --keep      the corpus takes what showed something new, made small
          --also      a folder of files to begin with besides; they stay outside the corpus unless --keep

        targets: {string.Join(", ", targets.Select(static target => target.Name))}
        """);
    return 2;
}
var found = 0;
foreach (var target in options.Targets)
{
    var findings = FuzzRun.Run(target, options, TimeProvider.System, Console.Out);
    found += findings;
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found} findings"));
return found == 0 ? 0 : 1;
