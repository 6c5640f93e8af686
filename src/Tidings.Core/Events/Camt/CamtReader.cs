using System.Runtime.CompilerServices;

namespace Tidings.Core.Events.Camt;

/// <summary>
/// Reads ISO 20022 camt.052, .053 and .054, versions 01 to 13, as a stream: memory holds one entry, however long the file. DTDs are
/// refused, and every length is bounded (<see cref="CamtReaderOptions"/>).
/// </summary>
public static class CamtReader
{
    static CamtReader() => BankEncodings.Register();

    /// <summary>
    /// Reads the file. An entry that is wrong is refused alone; XML that is broken ends the reading with a
    /// <see cref="CamtFileError"/> behind all that came before it. Only the stream's own failures throw.
    /// </summary>
    public static async IAsyncEnumerable<CamtRecord> ReadAsync(
        Stream file, CamtReaderOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= CamtReaderOptions.Default;
        using var cursor = new CamtCursor(file, options);
        var walk = new CamtWalk(options);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = await cursor.StepAsync().ConfigureAwait(false);
            if (step == CamtStep.End)
                break;
            var record = step switch
            {
                CamtStep.Open => walk.Open(cursor),
                CamtStep.Text => walk.Text(cursor),
                CamtStep.Close => walk.Close(),
                _ => cursor.Failure,
            };
            if (record is null)
                continue;
            yield return record;
            if (record is CamtFileError)
                yield break;
        }
        if (!walk.SawMessage)
            yield return new CamtFileError(
                new FieldError("Document", FieldCodes.UnknownValue, "There is no camt.052, .053 or .054 message in the file.", "Send one of these messages."), 0, 0);
    }
}
