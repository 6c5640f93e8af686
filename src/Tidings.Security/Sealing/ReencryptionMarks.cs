using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Sealing;

/// <summary>
/// How far passes over the values have come, as marks of an ordered source that only rise: written in the unit of what they speak of, so that a crash loses neither without the other. A pass has a number,
/// which stands where a source has its partition.
/// </summary>
internal static class ReencryptionMarks
{
    const string Source = "tidings:reencrypt";
    const int State = 0, Journal = 1, DestroyOld = 2, LastKey = 3;
    const long Begun = 1, Done = 2;

    public static SourceRow[] Begin(int pass, bool destroyOld, long lastKey) => [new(Source, State, Begun, pass), new(Source, DestroyOld, destroyOld ? 1 : 0, pass), new(Source, LastKey, lastKey, pass)];

    public static SourceRow UpTo(int pass, MessageId row) => new(Source, Journal, row.Value, pass);

    public static SourceRow End(int pass) => new(Source, State, Done, pass);

    /// <summary>The last pass that was begun; null: there was none.</summary>
    public static async ValueTask<Mark?> Read(IStore store, CancellationToken cancel)
    {
        var rows = await store.ReadSource(Source, cancel).ConfigureAwait(false);
        if (rows.Count == 0)
            return null;
        var pass = rows.Max(static row => row.Partition);
        return new(pass, Of(State) == Done, Of(DestroyOld) == 1, Of(LastKey), new(Of(Journal)));

        long Of(int what) => rows.FirstOrDefault(row => row.Partition == pass && row.SourcePartition == what).Offset;
    }

    /// <param name="LastKey">Where the order of keys ended when it began: only versions that a key up to there follows may be destroyed at its end.</param>
    /// <param name="Journal">The journal is done up to this row.</param>
    public sealed record Mark(int Pass, bool Done, bool DestroyOld, long LastKey, MessageId Journal);
}
