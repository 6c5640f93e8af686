using System.Globalization;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz;

/// <summary>One target for a while, with what a person wants to see of it.</summary>
internal static class FuzzRun
{
    static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    /// <returns>How many findings.</returns>
    public static int Run(FuzzTarget target, FuzzOptions options, TimeProvider clock, TextWriter output)
    {
        var corpus = Corpus.Of(target);
        var crashed = Path.Combine(Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "running")).FullName, target.Name);
        if (LastInput.Left(crashed) is { } left)
            output.WriteLine($"{target.Name}: the run before did not end; its last input is kept as {new Corpus(FindingsOf(corpus)).Save(left, "crash-")}");
        var also = options.Also is { } folder ? Directory.EnumerateFiles(folder).Select(File.ReadAllBytes).Where(file => file.Length <= target.Longest * 4) : [];
        var began = clock.GetTimestamp();
        var inputBegan = began;
        int found;
        using (var last = new LastInput(crashed))
        {
            void Before(byte[] input)
            {
                Volatile.Write(ref inputBegan, clock.GetTimestamp());
                last.Keep(input);
            }
            using var watch = clock.CreateTimer(_ => EndWhenHanging(target, clock, Volatile.Read(ref inputBegan)), null, Hang, Hang);
            var loop = new FuzzLoop(target, options.Seed, corpus.Read().Concat(also), Before);
            while (clock.GetElapsedTime(began) < options.For)
                for (var i = 0; i < 256; i++)
                    loop.Step();
            found = Report(target, corpus, loop, Grown(target, loop, options.Seed, clock, Before), clock.GetElapsedTime(began), output);
            if (options.Keep)
                foreach (var input in Minimiser.Cover(target, corpus.Read().Concat(loop.Kept)).Where(static input => input.Length <= 4096))
                    corpus.Save(input);
        }
        File.Delete(crashed);
        return found;
    }

    static List<Finding> Grown(FuzzTarget target, FuzzLoop loop, int seed, TimeProvider clock, Action<byte[]> before)
    {
        var random = new Random(seed);
        var findings = new List<Finding>();
        foreach (var input in loop.Kept.TakeLast(200))
        {
            before(input);
            if ((Growth.Check(target, input, random) ?? SlowGrowth.Check(target, input, random, clock)) is { } finding && findings.All(known => known.Kind != finding.Kind))
                findings.Add(finding);
        }
        return findings;
    }

    static int Report(FuzzTarget target, Corpus corpus, FuzzLoop loop, List<Finding> grown, TimeSpan took, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name}: {loop.Runs} inputs in {took.TotalSeconds:0} s, {loop.FeaturesSeen} features, {loop.Kept.Count} kept, {loop.Findings.Count + grown.Count} findings"));
        foreach (var finding in loop.Findings)
        {
            var small = Minimiser.ShrinkFinding(target, finding);
            output.WriteLine($"  {finding.Kind}\n    {finding.Detail.Split('\n')[0]}\n    input: {new Corpus(FindingsOf(corpus)).Save(small)}");
        }
        foreach (var finding in grown)
            output.WriteLine($"  {finding.Kind}\n    {finding.Detail}\n    input: {new Corpus(FindingsOf(corpus)).Save(finding.Input)}");
        output.Flush();
        return loop.Findings.Count + grown.Count;
    }

    // Beside the build and not in the corpus: a finding joins that when it is mended.
    static string FindingsOf(Corpus corpus) => Path.Combine(AppContext.BaseDirectory, "findings", Path.GetFileName(corpus.Folder));

    static void EndWhenHanging(FuzzTarget target, TimeProvider clock, long began)
    {
        if (clock.GetElapsedTime(began) < Hang)
            return;
        Console.Error.WriteLine($"{target.Name}: one input takes longer than {Hang.TotalSeconds} s; the next run tells which");
        Environment.Exit(3);
    }
}
