using System.Globalization;
using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Host.Doctor;

/// <summary>Whether the clock is right: against what was stored, and against a time server where one is named, else by the kernel's word.</summary>
internal static class ClockCheck
{
    /// <summary>Ids run ahead of the clock by some milliseconds where much comes in one.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    /// <summary>Beyond it, what is said of when an event happened and how long a code holds is wrong by what people notice.</summary>
    public static readonly TimeSpan MostOffset = TimeSpan.FromSeconds(1);

    public static async ValueTask<IReadOnlyList<DoctorFinding>> Run(DoctorVisit visit, CancellationToken cancel)
    {
        if (Newest(visit) is { } newest && newest - visit.Time.GetUtcNow() is var ahead && ahead > Ahead)
        {
            return [DoctorFinding.Wrong("clock", string.Create(CultureInfo.InvariantCulture, $"the newest event was stored {ahead.TotalSeconds:0} s in the future"),
                "Set the clock, and keep it by chrony or systemd-timesyncd. Until the clock reaches that time, new events take their ids after it.")];
        }
        return [visit.TimeServer is { } server ? await Compared(server, visit.Time, cancel) : Kernel()];
    }

    /// <summary>Null: nothing is stored, or what is does not open, which is another check's to say.</summary>
    static DateTimeOffset? Newest(DoctorVisit visit)
    {
        try
        {
            return DatabaseLook.IsThere(visit.Folder) ? DatabaseLook.OfData(visit.Folder, static () => true).Newest : null;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRefusedException)
        {
            return null;
        }
    }

    static async Task<DoctorFinding> Compared(string server, TimeProvider time, CancellationToken cancel) => await TimeServer.Ask(server, time, cancel) switch
    {
        (null, var why) => DoctorFinding.Wrong("clock", $"{server} {why}", "Name a time server that this machine may ask by UDP, port 123."),
        ({ } offset, _) when offset.Duration() > MostOffset => DoctorFinding.Wrong("clock", string.Create(CultureInfo.InvariantCulture,
            $"{Math.Abs(offset.TotalSeconds):0.0} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")} {server}"), "Keep it by chrony or systemd-timesyncd."),
        ({ } offset, _) => DoctorFinding.Good("clock", string.Create(CultureInfo.InvariantCulture, $"within {Math.Abs(offset.TotalMilliseconds):0} ms of {server}")),
    };

    static DoctorFinding Kernel() => KernelClock.IsKept() switch
    {
        true => DoctorFinding.Good("clock", "the kernel says that it is kept by a time server"),
        false => DoctorFinding.Wrong("clock", "the kernel says that no time service keeps it", "Run chrony or systemd-timesyncd. Where the host keeps it, compare it with a time server: --ntp host."),
        null => DoctorFinding.Good("clock", "not before what is stored; whether it is right nobody here can tell: compare it with a time server, --ntp host"),
    };
}
