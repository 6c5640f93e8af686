using Microsoft.Data.Sqlite;
using Tidings.Core.Ports;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>What SQLite's result codes mean to callers.</summary>
internal static class SqliteFailure
{
    public static bool IsUnavailable(Exception failure) => failure is IOException or SqliteException
    {
        SqliteErrorCode: SQLITE_FULL or SQLITE_IOERR or SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_NOMEM
            or SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL or SQLITE_PERM or SQLITE_AUTH or SQLITE_INTERNAL or SQLITE_INTERRUPT
    };

    public static Exception Translate(Exception failure) => failure switch
    {
        SqliteException { SqliteExtendedErrorCode: SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY or SQLITE_CONSTRAINT_ROWID } => new StoreConflictException(failure.Message, failure),
        SqliteException { SqliteErrorCode: SQLITE_FULL } => new StoreUnavailableException("The disk that holds the data is full.", failure),
        _ when IsUnavailable(failure) => new StoreUnavailableException(failure.Message, failure),
        _ => failure,
    };
}
