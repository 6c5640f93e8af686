using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Targets;

namespace Tidings.Server.Tests.Hostile;

/// <summary>The short form of <c>./tidings fuzz</c>: every parser that faces outside, over what was ever kept and over a thousand inputs more.</summary>
public sealed class When_anything_at_all_arrives
{
    const int Inputs = 1_500;
    const int Grown = 5;

    static readonly IReadOnlyList<FuzzTarget> Targets = AllTargets.Create();

    public static TheoryData<string> Names => [.. Targets.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parser_stands_it_and_keeps_its_promises(string name)
    {
        var target = Targets.Single(target => target.Name == name);
        var loop = new FuzzLoop(target, seed: 1, Corpus.Of(target).Read());
        for (var i = 0; i < Inputs; i++)
            loop.Step();
        Assert.Empty(loop.Findings.Select(Told));
        Assert.True(loop.FeaturesSeen > 5, "nothing was seen: the test would prove nothing");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_input_allocates_grows_with_its_length_and_no_faster(string name)
    {
        var target = Targets.Single(target => target.Name == name);
        var random = new Random(1);
        var inputs = target.Seeds().Concat(Corpus.Of(target).Read()).ToArray();
        for (var i = 0; i < Grown; i++)
            Assert.Null(Growth.Check(target, inputs[random.Next(inputs.Length)], random) is { } finding ? Told(finding) : null);
    }

    [Fact]
    public void Every_target_has_a_corpus_and_every_corpus_a_target()
    {
        var root = Path.GetDirectoryName(Corpus.Of(Targets[0]).Folder)!;
        Assert.Equal(Targets.Select(static target => target.Name).Order(), Directory.EnumerateDirectories(root).Select(Path.GetFileName).Order()!);
    }

    static string Told(Finding finding) => $"{finding.Kind}: {finding.Detail}\n{Convert.ToBase64String(finding.Input)}";
}
