using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>
/// What the framework does not tell of a file: who owns it, and whether a name is that file or a link to it; and that a folder's entries are on the disk.
/// By statx(2), whose structure is the same on every Linux architecture.
/// </summary>
internal static class UnixFiles
{
    const int AtCurrentFolder = -100, NoFollow = 0x100, EmptyPath = 0x1000, CloseOnExec = 0x80000;
    const uint BasicStats = 0x7ff;
    const int NoSuchFile = 2;

    public static uint EffectiveUser => geteuid();

    /// <summary>What stands under the name itself; null: nothing.</summary>
    public static UnixFile? AtName(string path)
    {
        if (statx(AtCurrentFolder, path, NoFollow, BasicStats, out var found) == 0)
            return new(found);
        return Marshal.GetLastPInvokeError() == NoSuchFile ? null : throw Fault();
    }

    public static UnixFile Of(SafeFileHandle handle) =>
        statx((int)handle.DangerousGetHandle(), "", EmptyPath, BasicStats, out var found) == 0 ? new(found) : throw Fault();

    /// <summary>Forces a folder's entries to the disk, so that a rename in it outlives a power cut.</summary>
    public static void SyncFolder(string path)
    {
        var folder = open(path, CloseOnExec);
        if (folder < 0)
            throw Fault();
        try
        {
            if (fsync(folder) != 0)
                throw Fault();
        }
        finally
        {
            _ = close(folder);
        }
    }

    static IOException Fault() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [DllImport("libc", SetLastError = true)]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Statx found);
    [DllImport("libc", SetLastError = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int file);
    [DllImport("libc", SetLastError = true)]
    static extern int close(int file);
    [DllImport("libc")]
    static extern uint geteuid();

    /// <summary>struct statx of linux/stat.h: the fields that are looked at, at their offsets.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Statx
    {
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }
}

/// <summary>What matters of a file: its owner, its type and permissions, and which file it is.</summary>
internal readonly record struct UnixFile(uint Owner, ushort Mode, ulong Inode, uint DeviceMajor, uint DeviceMinor)
{
    const int TypeMask = 0xF000, Regular = 0x8000, Folder = 0x4000;

    internal UnixFile(UnixFiles.Statx found) : this(found.Owner, found.Mode, found.Inode, found.DeviceMajor, found.DeviceMinor)
    {
    }

    public bool IsRegular => (Mode & TypeMask) == Regular;
    public bool IsFolder => (Mode & TypeMask) == Folder;
    public bool IsOpenToOthers => (Mode & 0b000_111_111) != 0;
    public bool OthersCanWrite => (Mode & 0b000_010_010) != 0;
    public bool IsOursOrRoots => Owner == 0 || Owner == UnixFiles.EffectiveUser;
}
