namespace Tidings.Cli.Bench.Chaos;

/// <summary>How long codes took from the bank's answer to the carrier, over the whole run and minute by minute: a percentile of the whole hides a minute in which all were slow.</summary>
internal sealed class CodeDelays
{
    readonly double[] _all;
    readonly double[][] _minutes;

    /// <param name="codes">When each was acknowledged and when it arrived, in Unix µs.</param>
    /// <param name="length">Of the run. What comes after its last whole minute counts with that.</param>
    public CodeDelays(IEnumerable<(long Acknowledged, long Arrived)> codes, TimeSpan length)
    {
        var delays = codes.Select(static code => (code.Acknowledged, Milliseconds: Math.Max(0, code.Arrived - code.Acknowledged) / 1000.0)).OrderBy(static code => code.Milliseconds).ToArray();
        _all = [.. delays.Select(static code => code.Milliseconds)];
        var (began, last) = (delays.Length == 0 ? 0 : delays.Min(static code => code.Acknowledged), Math.Max(1, (long)length.TotalMinutes) - 1);
        _minutes = [.. delays.GroupBy(code => Math.Min(last, (code.Acknowledged - began) / (long)TimeSpan.FromMinutes(1).TotalMicroseconds)).Select(static minute => minute.Select(static code => code.Milliseconds).ToArray())];
    }

    /// <summary>In ms.</summary>
    public double Percentile(double percentile) => Measured.Percentile(_all, percentile);

    /// <summary>Of the minute in which it was the highest, in ms.</summary>
    public double WorstMinute(double percentile) => _minutes.Length == 0 ? 0 : _minutes.Max(minute => Measured.Percentile(minute, percentile));
}
