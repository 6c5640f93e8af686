using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tidings.Security.Tests.Keys.Providers.Pkcs11;

/// <summary>Debian's SoftHSM 2 with tokens of our own. The library reads its settings from the process's environment, so all tests share one folder.</summary>
internal static class SoftHsm
{
    const string SecurityOfficersPin = "74830211";

    /// <summary>Tests with it run one after the other: taking the tokens away takes away all.</summary>
    public const string Collection = "SoftHSM";

    public static string Library { get; } = "/usr/lib/softhsm/libsofthsm2.so";

    public static string? Lacks => File.Exists(Library) && File.Exists("/usr/bin/softhsm2-util") ? null : "softhsm2 is not installed (apt-get install softhsm2)";

    static readonly Lazy<string> Folder = new(Prepare);

    static string Tokens => Path.Combine(Folder.Value, "tokens");

    public static void MakeToken(string label, string pin)
    {
        var start = new ProcessStartInfo("/usr/bin/softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", SecurityOfficersPin, "--pin", pin])
        {
            RedirectStandardOutput = true,
            Environment = { ["SOFTHSM2_CONF"] = Path.Combine(Folder.Value, "softhsm2.conf") },
        };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public static void TakeAway() => Directory.Move(Tokens, Tokens + ".away");

    public static void BringBack() => Directory.Move(Tokens + ".away", Tokens);

    static string Prepare()
    {
        var folder = Directory.CreateTempSubdirectory("softhsm-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "tokens"));
        var settings = Path.Combine(folder, "softhsm2.conf");
        File.WriteAllText(settings, $"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        _ = setenv("SOFTHSM2_CONF", settings, 1);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    // The framework's own keeps its variables to itself; a native library does not see them.
    [DllImport("libc")]
    static extern int setenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
