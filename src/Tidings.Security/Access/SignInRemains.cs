using System.Globalization;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access.Passkeys;

namespace Tidings.Security.Access;

/// <summary>
/// What signing in leaves behind and nobody asks for again: sessions that have ended, counts that newer ones have replaced, challenges that are too old to come back. Nothing of it is in the
/// audit log; the acts that are stay.
/// </summary>
public sealed class SignInRemains(IStore store, TimeProvider clock)
{
    const int AtOnce = 500;

    /// <summary>Longer than any challenge is good for; and clocks of nodes differ.</summary>
    static readonly TimeSpan ChallengesFor = TimeSpan.FromHours(1), SessionsLonger = TimeSpan.FromMinutes(5);

    /// <summary>Deletes it. How many documents it was.</summary>
    public async ValueTask<int> Remove(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        List<DocumentRemoval> removed =
        [
            .. await Newest(SessionDocument.Kind, row => row.Body.IsEmpty || SessionDocument.Of(row.Body.Span).Expires + SessionsLonger <= now, cancel),
            .. await Newest(PasskeyChallenges.TakenKind, row => row.At + ChallengesFor <= now, cancel),
            .. await Newest(PasskeyChallenges.KeyKind, row => string.CompareOrdinal(row.Id, now.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) < 0, cancel),
            .. await Replaced(OperatorCredentials.Kind, cancel), .. await Replaced(PasskeyUse.Kind, cancel), .. await Replaced(ApiKeyUse.Kind, cancel),
        ];
        foreach (var chunk in removed.Chunk(AtOnce))
            await store.Commit(new() { Removed = chunk, LowPriority = true });
        return removed.Count;
    }

    async ValueTask<IEnumerable<DocumentRemoval>> Newest(string kind, Func<DocumentRow, bool> isOver, CancellationToken cancel) =>
        (await store.ReadDocuments(kind, allVersions: false, cancel)).Where(isOver).Select(static row => new DocumentRemoval(row.Kind, row.Id, row.Version));

    async ValueTask<IEnumerable<DocumentRemoval>> Replaced(string kind, CancellationToken cancel) =>
        (await store.ReadDocuments(kind, allVersions: true, cancel)).GroupBy(static row => row.Id).Where(static versions => versions.Skip(1).Any())
            .Select(versions => new DocumentRemoval(kind, versions.Key, versions.Max(static row => row.Version) - 1));
}
