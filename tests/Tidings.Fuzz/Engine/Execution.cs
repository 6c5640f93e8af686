using System.Globalization;

namespace Tidings.Fuzz.Engine;

/// <summary>Runs one input and judges it by what all targets have in common: nothing undocumented is thrown, and memory stays in bounds.</summary>
internal sealed class Execution(FuzzTarget target)
{
    readonly Features _features = new();

    public ReadOnlySpan<uint> Features => _features.All;

    public long Allocated { get; private set; }

    public Finding? Run(byte[] input)
    {
        if (Attempt(input) is { } finding)
            return finding;
        if (Allocated <= target.MayAllocate(input.Length))
            return null;
        // Once more: what a first use leaves behind, tables and compiled code, is no input's fault.
        if (Attempt(input) is { } second)
            return second;
        return Allocated <= target.MayAllocate(input.Length)
            ? null
            : new(target.Name, "allocates too much", string.Create(CultureInfo.InvariantCulture, $"{Allocated} bytes for {input.Length} octets"), input);
    }

    Finding? Attempt(byte[] input)
    {
        _features.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input, _features);
        }
        catch (OracleException broken)
        {
            return new(target.Name, broken.Message, broken.ToString(), input);
        }
#pragma warning disable CA1031 // whatever it is, it is a finding
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return new(target.Name, $"{thrown.GetType().Name} {Where(thrown)}", thrown.ToString(), input);
        }
        finally
        {
            Allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return null;
    }

    // The product's innermost frame tells causes apart.
    static string Where(Exception thrown)
    {
        foreach (var line in (thrown.StackTrace ?? "").Split('\n'))
        {
            var frame = line.Trim();
            if (frame.StartsWith("at Tidings.", StringComparison.Ordinal) && !frame.StartsWith("at Tidings.Fuzz", StringComparison.Ordinal))
                return frame.Split('(')[0];
        }
        return "";
    }
}
