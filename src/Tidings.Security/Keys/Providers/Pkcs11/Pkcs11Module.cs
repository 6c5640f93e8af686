using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>
/// A maker's library. PKCS#11 2.40 §5.4 initialises it once for a whole process, so there is one of each path and every call through it is made alone: it
/// can then be unloaded and loaded again, which is how a token that was exchanged, or came back, is seen.
/// </summary>
internal sealed class Pkcs11Module
{
    static readonly ConcurrentDictionary<string, Pkcs11Module> All = new(StringComparer.Ordinal);
    static readonly Pkcs11InteropFactories Factories = new();

    readonly string _path;
    IPkcs11Library? _library;

    /// <summary>The package asks for libdl.so, a name that only machines with development packages have; at run time it is libdl.so.2, or part of libc.</summary>
    static Pkcs11Module() => NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, static (name, _, _) =>
        name == "libdl" && (NativeLibrary.TryLoad("libdl.so.2", out var library) || NativeLibrary.TryLoad("libc.so.6", out library)) ? library : 0);

    Pkcs11Module(string path) => _path = path;

    public static Pkcs11Module Of(string path) => All.GetOrAdd(Path.GetFullPath(path), static path => new(path));

    /// <summary>Held during each call.</summary>
    public SemaphoreSlim Alone { get; } = new(1, 1);

    /// <summary>The slot in which a token of this label is; the library is loaded again once where there is none.</summary>
    public ISlot Find_NeedsAlone(string token) => Look_NeedsAlone(token, afresh: false) ?? Look_NeedsAlone(token, afresh: true)
        ?? throw new KeyProviderUnavailableException("The HSM has no token of the configured label.");

    public void Unload_NeedsAlone()
    {
        var library = _library;
        _library = null;
        try
        {
            library?.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // It had ended already; what counts is that the next call loads it.
        }
    }

    ISlot? Look_NeedsAlone(string token, bool afresh)
    {
        if (afresh)
            Unload_NeedsAlone();
        _library ??= Load();
        return _library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => slot.GetTokenInfo() is { TokenFlags.TokenInitialized: true } info
            && info.Label.TrimEnd() == token);
    }

    IPkcs11Library Load()
    {
        try
        {
            return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, _path, AppType.MultiThreaded);
        }
        catch (Exception e) when (e is UnmanagedException or LibraryArchitectureException or DllNotFoundException)
        {
            throw new KeyProviderUnavailableException($"The library of the HSM cannot be loaded ({e.GetType().Name}).");
        }
    }
}
