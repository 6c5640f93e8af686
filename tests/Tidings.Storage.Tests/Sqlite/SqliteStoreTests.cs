using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    protected override StoreRig Rig { get; } = new SqliteRig();
}
