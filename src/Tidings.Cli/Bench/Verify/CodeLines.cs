using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tidings.Simulator;

namespace Tidings.Cli.Bench.Verify;

/// <summary>At the carrier: a line on the standard output for each text with a code, which whoever has asked for it waits for in another process. Generated customers alone get texts here.</summary>
internal sealed class CodeLines : ISubmitObserver
{
    const string Begins = "CODE ";
    const int Length = 6;

    public void Accepted(in AcceptedSubmit submit)
    {
        // One clock for all processes of a machine.
        var at = TimeProvider.System.GetTimestamp();
        if (submit.Message.IndexOf(": "u8) is not (>= 0 and var colon) || submit.Message.Length < colon + 2 + Length || !Utf8Parser.TryParse(submit.Destination, out ulong number, out _))
            return;
        var code = submit.Message.Slice(colon + 2, Length);
        if (code.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Begins}{number} {Encoding.ASCII.GetString(code)} {at}"));
    }

    /// <summary>False: it is another line.</summary>
    public static bool TryRead(string line, out (ulong Number, string Code, long At) read)
    {
        read = default;
        if (!line.StartsWith(Begins, StringComparison.Ordinal) || line.Split(' ') is not [_, var number, var code, var at])
            return false;
        read = (ulong.Parse(number, CultureInfo.InvariantCulture), code, long.Parse(at, CultureInfo.InvariantCulture));
        return true;
    }
}
