using Tidings.Fuzz.Mutators;

namespace Tidings.Fuzz.Engine;

/// <summary>Changes kept inputs and keeps those that show something new. The same seed gives the same inputs.</summary>
internal sealed class FuzzLoop
{
    readonly FuzzTarget _target;
    readonly Execution _execution;
    readonly InputMutator _mutator;
    readonly Random _random;
    readonly HashSet<uint> _seen = [];
    readonly List<byte[]> _kept = [];
    readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);
    readonly Action<byte[]>? _before;

    /// <param name="before">Told of each input before it runs: what takes the process down is then known.</param>
    public FuzzLoop(FuzzTarget target, int seed, IEnumerable<byte[]> corpus, Action<byte[]>? before = null)
    {
        (_target, _before) = (target, before);
        _random = new(seed);
        _execution = new(target);
        _mutator = new(target, _random);
        foreach (var input in target.Seeds().Concat(corpus))
            Try(input);
    }

    public long Runs { get; private set; }
    public int FeaturesSeen => _seen.Count;
    public IReadOnlyList<byte[]> Kept => _kept;
    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>One more input.</summary>
    public void Step()
    {
        // Half of the time from the newest, which have been changed least.
        var parent = _kept.Count == 0 ? [] : _kept[_random.Next(2) == 0 ? _random.Next(_kept.Count) : _kept.Count - 1 - _random.Next(Math.Min(_kept.Count, 32))];
        var other = _kept.Count == 0 ? [] : _kept[_random.Next(_kept.Count)];
        Try(_mutator.Mutate(parent, other));
    }

    void Try(byte[] input)
    {
        _before?.Invoke(input);
        Runs++;
        if (_execution.Run(input) is { } finding)
        {
            if (!_findings.TryGetValue(finding.Kind, out var known) || known.Input.Length > input.Length)
                _findings[finding.Kind] = finding;
            return;
        }
        var isNew = false;
        foreach (var feature in _execution.Features)
            isNew |= _seen.Add(feature);
        if (isNew)
            _kept.Add(input);
    }
}
