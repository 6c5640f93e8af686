using System.Globalization;
using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Server.Host.Doctor;

/// <summary>Whether whoever keeps the root key answers, and opens the keys of this installation.</summary>
internal static class KeysCheck
{
    public static async ValueTask<IReadOnlyList<DoctorFinding>> Run(DoctorVisit visit, CancellationToken cancel)
    {
        var options = visit.Keys();
        if (!File.Exists(Path.Combine(visit.Folder, SqliteKeyStore.FileName)))
            return [await WithoutFile(visit, options, cancel)];
        await using var store = KeyLook.At(visit.Folder);
        await using var ring = StoreForTools.Ring(store, visit.Folder, options, visit.Time);
        try
        {
            // Opens every version of those that wrap and look up; the one that signs the audit log is opened where it is used.
            await ring.Open(cancel);
            if (await ring.ReadLogKey(cancel) is { } signing)
                CryptographicOperations.ZeroMemory(signing);
            return [DoctorFinding.Good("keys", $"{ring.Provider} opens them: {string.Join(", ", (await store.ReadMasters(cancel)).Where(static row => !KeyRing.IsMark(row.Purpose)).GroupBy(static row => row.Purpose, Versions))}")];
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            return [DoctorFinding.Wrong("keys", $"{ring.Provider} does not open the key that signs the audit log: {failure.Message}", "Give the node the root key and the credentials of this installation (docs/keys.md).")];
        }
        catch (StoreUnavailableException failure) when (failure.InnerException is KeyProviderUnavailableException away)
        {
            return [DoctorFinding.Wrong("keys", $"{ring.Provider} does not answer: {away.Message}", "See that it is there and that this machine reaches it (docs/keys.md). A node goes on with what it has in memory for Keys:Lifetime, and cannot start.")];
        }
        catch (StoreUnavailableException failure) when (failure.InnerException is KeyRefusedException refused)
        {
            return [DoctorFinding.Wrong("keys", $"{ring.Provider} does not open them: {refused.Message}", "Give the node the root key and the credentials of this installation (docs/keys.md). Without them nothing that is stored opens.")];
        }
    }

    static string Versions(string purpose, IEnumerable<Core.Ports.Rows.MasterKeyRow> rows) =>
        $"{purpose} {string.Join('+', rows.Select(static row => row.Version.ToString(CultureInfo.InvariantCulture)))}";

    static async ValueTask<DoctorFinding> WithoutFile(DoctorVisit visit, KeyProviderOptions options, CancellationToken cancel)
    {
        if (!visit.Options<KeysOptions>(KeysOptions.Section).Seal)
            return DoctorFinding.Good("keys", "nothing is sealed (Keys:Seal=false)");
        if (DatabaseLook.IsThere(visit.Folder))
            return DoctorFinding.Wrong("keys", "there is data and no keys.db", "Put it back from the backup of the keys: without it nothing that is stored opens.");
        // A file is made at the first start. The others are there already, or that start fails.
        if (options.Provider == KeyProviderKind.File)
            return DoctorFinding.Good("keys", "none yet: a node makes them, and the keyring, at its first start");
        await using var provider = KeyProviders.Create(options, visit.Time);
        try
        {
            return DoctorFinding.Good("keys", $"none yet: a node makes them at its first start; {provider.Name} answers, {await provider.CurrentRoot(cancel)}");
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            return DoctorFinding.Wrong("keys", $"{provider.Name} does not say which root key it has: {failure.Message}", "See that it is there, that this machine reaches it, and that its key and our credentials are made (docs/keys.md).");
        }
    }
}
