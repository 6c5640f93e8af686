using Microsoft.Playwright;

namespace Tidings.Simulator.Tests.Phone;

/// <summary>Debian's Chromium, headless.</summary>
internal static class Chromium
{
    const string Executable = "/usr/bin/chromium";

    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.SkipUnless(File.Exists(Executable), $"Chromium is not installed ({Executable}; Debian: apt-get install chromium).");
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags });
    }
}
