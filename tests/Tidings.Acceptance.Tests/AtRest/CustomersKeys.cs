using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>The keys that a node's memory may hold, read from a copy of its data as a thief would who has the root key too.</summary>
internal static class CustomersKeys
{
    /// <summary>What the values of this customer are encrypted with.</summary>
    public static async Task<byte[]> Of(string data, string customer)
    {
        var cancel = TestContext.Current.CancellationToken;
        var copy = Directory.CreateTempSubdirectory("tidings-keys-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(data, "keys.db*").Append(Path.Combine(data, "keyring")))
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            var options = new KeyProviderOptions();
            options.File.Path = Path.Combine(copy.FullName, "keyring");
            await using var ring = new KeyRing(SqliteKeyStore.Create(copy.FullName), KeyProviders.Create(options, TimeProvider.System), KeyLimits.Default, TimeProvider.System);
            await ring.Open(cancel);
            using var held = await ring.Subjects.OfIds(SubjectKind.Customer, [customer], make: false, cancel);
            return held.Find(customer)!.Newest!.Material[..SealingKey.KeyBytes].ToArray();
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
