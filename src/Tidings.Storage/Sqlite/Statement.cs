using System.Buffers;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    const int StackBytes = 512;

    public Statement Bind(int parameter, long value)
    {
        Check(sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        Check(value is { } known ? sqlite3_bind_int64(handle, parameter, known) : sqlite3_bind_null(handle, parameter));
        return this;
    }

    public Statement Bind(int parameter, DateTimeOffset value) => Bind(parameter, Microseconds(value));

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite would store a null.
        Check(value.IsEmpty ? sqlite3_bind_zeroblob(handle, parameter, 0) : sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            Check(sqlite3_bind_null(handle, parameter));
            return this;
        }
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        Check(sqlite3_bind_text(handle, parameter, buffer[..length]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Runs to the end, and is ready to bind again.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>True: a row can be read. False: there are no more, and the statement is ready to bind again.</summary>
    public bool Step()
    {
        var code = sqlite3_step(handle);
        if (code == SQLITE_ROW)
            return true;
        sqlite3_reset(handle);
        return code == SQLITE_DONE ? false : throw connection.Error(code);
    }

    /// <summary>Leaves the remaining rows.</summary>
    /// <summary>The number that it yields; 0 for NULL.</summary>
    public long LongAlone()
    {
        Step();
        var number = Long(0);
        Reset();
        return number;
    }

    public void Reset() => sqlite3_reset(handle);

    public long Long(int column) => sqlite3_column_int64(handle, column);
    public int Int(int column) => sqlite3_column_int(handle, column);
    public byte Byte(int column) => (byte)sqlite3_column_int(handle, column);
    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;
    public byte[] Blob(int column) => sqlite3_column_blob(handle, column).ToArray();
    public string Text(int column) => sqlite3_column_text(handle, column).utf8_to_string();
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    public DateTimeOffset Time(int column) => DateTimeOffset.UnixEpoch.AddTicks(Long(column) * TimeSpan.TicksPerMicrosecond);
    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    void Check(int code)
    {
        if (code != SQLITE_OK)
            throw connection.Error(code);
    }

    public void Dispose() => handle.Dispose();
}
