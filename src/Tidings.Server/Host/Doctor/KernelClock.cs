using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tidings.Server.Host.Doctor;

/// <summary>What the kernel knows of its clock, by adjtimex(2), which changes nothing when it is asked for nothing.</summary>
internal static class KernelClock
{
    /// <summary>struct timex has 208 bytes on 64-bit Linux; more room does no harm.</summary>
    const int RoomForTimex = 512;
    /// <summary>Behind modes and four longs.</summary>
    const int StatusAt = 40;
    const int Unsynchronised = 0x40;

    /// <summary>Whether a time service keeps it; null: not to be known here.</summary>
    public static bool? IsKept()
    {
        if (!OperatingSystem.IsLinux() || IntPtr.Size != sizeof(long))
            return null;
        var timex = new byte[RoomForTimex];
        return adjtimex(timex) < 0 ? null : (BinaryPrimitives.ReadInt32LittleEndian(timex.AsSpan(StatusAt)) & Unsynchronised) == 0;
    }

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int adjtimex([In, Out] byte[] timex);
}
