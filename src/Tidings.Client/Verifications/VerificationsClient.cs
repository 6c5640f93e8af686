using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tidings.Client.Calls;

namespace Tidings.Client.Verifications;

/// <summary>Sends customers codes that prove that it is them, and has checked what they typed. It needs a live key with the scope <c>verifications:write</c>.</summary>
/// <remarks>A customer or number that nobody has is answered like one that there is, from beginning to end: nothing is sent, and no code is right.</remarks>
public sealed class VerificationsClient
{
    const string Root = "v1/verifications";
    const int LongestKey = 256;

    readonly NodeCalls _calls;

    internal VerificationsClient(NodeCalls calls) => _calls = calls;

    /// <summary>Sends a code. The pending one of the same customer and purpose, if there is one, is over.</summary>
    /// <param name="request">Whom, and for what.</param>
    /// <param name="idempotencyKey">
    /// Makes the request known again: while the verification lives, the same request with the same key sends nothing and is answered the same. 1 to 256 printable characters of ASCII,
    /// random. Null: the client makes one, so that what it repeats by itself sends one code.
    /// </param>
    /// <param name="cancel">Ends the call. Whether a code was sent is not known then: another start takes its place.</param>
    /// <returns>How it stands: pending, unless it was begun before.</returns>
    /// <exception cref="TidingsException">
    /// <see cref="TidingsException.VerificationLimited"/>: no code more for now, until <see cref="TidingsException.RetryAfter"/>; it is told at once, for somebody waits.
    /// <see cref="TidingsException.MeansNotAllowed"/>: no means is open to the customer, or not the one that was asked for; <see cref="TidingsException.Allowed"/> says which are and why others are not.
    /// <see cref="TidingsException.VerificationHeld"/>: a rule of the bank's wants him proved another way.
    /// <c>validation-failed</c>: <see cref="TidingsException.Errors"/> names each field. <c>conflict</c>: the key was used for another request. <see cref="TidingsException.Unreachable"/>
    /// and others: nobody knows whether a code was sent.
    /// </exception>
    public Task<Verification> StartAsync(VerificationRequest request, string? idempotencyKey = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (idempotencyKey is not null && (idempotencyKey.Length is 0 or > LongestKey || idempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~')))
            throw new ArgumentException("It is no key: write 1 to 256 printable characters of ASCII, without spaces.", nameof(idempotencyKey));
        var call = Post(Root, request, VerificationJson.Default.VerificationRequest) with { IdempotencyKey = idempotencyKey ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };
        return _calls.Read(call, VerificationJson.Default.Verification, cancel);
    }

    /// <summary>
    /// Has a code judged. It is sent once: a check that comes again finds the verification over, or costs a try. Where its answer is lost, the client asks how the verification stands,
    /// and says so with <see cref="CheckResult.AnswerLost"/>.
    /// </summary>
    /// <param name="id">The verification's.</param>
    /// <param name="check">What was typed, and what is about to happen.</param>
    /// <param name="cancel">Ends the call. Whether the code was judged is not known then.</param>
    /// <returns>Go by <see cref="CheckResult.Approved"/> alone.</returns>
    /// <exception cref="TidingsException">
    /// <see cref="TidingsException.VerificationOver"/>: it ended before, nothing was judged; <see cref="FindAsync"/> says how. <see cref="TidingsException.VerificationLimited"/>: nothing is
    /// judged for now, and no try was used. <c>not-found</c>: there is none. <c>validation-failed</c>: nothing was judged. <see cref="TidingsException.Unreachable"/> and others: nobody knows whether it was judged, also after asking; nothing is approved.
    /// </exception>
    public async Task<CheckResult> CheckAsync(string id, VerificationCheck check, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        try
        {
            var answer = await _calls.Read(Post(Path(id) + "/check", check, VerificationJson.Default.VerificationCheck), VerificationJson.Default.CheckAnswer, cancel).ConfigureAwait(false);
            if (answer.Approved != (answer.Status == VerificationStatus.Approved))
                throw new TidingsException(TidingsException.NotUnderstood, null, [], null);
            return new() { Status = answer.Status, TriesLeft = answer.TriesLeft, Approval = answer.Approved ? Of(check) : null };
        }
        catch (TidingsException failure) when (MayBeDone(failure))
        {
            // A look takes no try and changes nothing. It does not tell whose check approved: that the caller must know.
            if (await Look(id, cancel).ConfigureAwait(false) is not { } now)
                throw;
            return new() { Status = now.Status, TriesLeft = now.TriesLeft, AnswerLost = true };
        }
    }

    /// <summary>
    /// Sends a code again, as the last one went: with another code, and the ones before are good for nothing then; or with the same, where the purpose says so. It is sent once: where its answer is lost,
    /// <see cref="FindAsync"/> says how it stands.
    /// </summary>
    /// <param name="id">The verification's.</param>
    /// <param name="session">The session in which it began, where it named one.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>How it stands, with when yet another code may be sent.</returns>
    /// <exception cref="TidingsException">
    /// <see cref="TidingsException.VerificationLimited"/>: not before <see cref="TidingsException.RetryAfter"/>; without one, never: start another.
    /// <see cref="TidingsException.VerificationOver"/>: it has ended. <c>not-found</c>: there is none, or it began in another session.
    /// </exception>
    public Task<Verification> ResendAsync(string id, string? session = null, CancellationToken cancel = default) =>
        _calls.Read(Post(Path(id) + "/resend", new(session), VerificationJson.Default.ResendBody), VerificationJson.Default.Verification, cancel);

    /// <summary>Sends a code again by a text or by a call, whichever is named. Everything else is as of <see cref="ResendAsync(string, string?, CancellationToken)"/>, counts and waits too.</summary>
    /// <param name="id">The verification's.</param>
    /// <param name="by"><see cref="VerificationMeans.Sms"/> or <see cref="VerificationMeans.Voice"/>.</param>
    /// <param name="session">The session in which it began, where it named one.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>How it stands, with when yet another code may be sent.</returns>
    /// <exception cref="TidingsException">
    /// <see cref="TidingsException.MeansNotAllowed"/>: it is not open; <see cref="TidingsException.Allowed"/> says which is, and the code of before stays good. Or as without <paramref name="by"/>.
    /// </exception>
    public Task<Verification> ResendAsync(string id, VerificationMeans by, string? session = null, CancellationToken cancel = default) =>
        _calls.Read(Post(Path(id) + "/resend", new(session, by), VerificationJson.Default.ResendBody), VerificationJson.Default.Verification, cancel);

    /// <summary>Ends a verification: its code is good for nothing any more, and does not leave if it has not yet.</summary>
    /// <param name="id">The verification's.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>How it stands: cancelled, or as it had ended before. <see cref="VerificationStatus.Approved"/> there means that a right code came first.</returns>
    /// <exception cref="TidingsException"><c>not-found</c>: there is none. Or the node did not answer.</exception>
    public async Task<Verification> CancelAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            return await _calls.Read(new(HttpMethod.Delete, Path(id)), VerificationJson.Default.Verification, cancel).ConfigureAwait(false);
        }
        catch (TidingsException failure) when (failure.Code == TidingsException.VerificationOver)
        {
            // Also what the first of two attempts has done, where its answer was lost.
            return await _calls.Read(new(HttpMethod.Get, Path(id)), VerificationJson.Default.Verification, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>How a verification stands; for an hour after its time also how it ended. It approves nothing.</summary>
    /// <param name="id">The verification's.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Null: there is none, or none any more.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the call.</exception>
    public async Task<Verification?> FindAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            return await _calls.Read(new(HttpMethod.Get, Path(id)), VerificationJson.Default.Verification, cancel).ConfigureAwait(false);
        }
        catch (TidingsException failure) when (failure.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>
    /// What was approved, signed by the node, for the file of a dispute. It is there as long as the bank keeps facts, for an approved verification whose customer was not erased. The node records that it was
    /// asked for, and by whom. It needs the scope <c>verifications:read</c>.
    /// </summary>
    /// <param name="id">The verification's.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Null: there is none, or it was not approved.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the call. <c>busy</c>: it has just started and is still reading; that was waited for.</exception>
    public async Task<VerificationStatement?> FindStatementAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            return VerificationStatement.Read(await _calls.ReadText(new(HttpMethod.Get, Path(id) + "/statement"), cancel).ConfigureAwait(false))
                ?? throw new TidingsException(TidingsException.NotUnderstood, null, [], null);
        }
        catch (TidingsException failure) when (failure.Code == "not-found")
        {
            return null;
        }
    }

    /// <summary>The keys that statements are checked with, as a JSON Web Key Set (RFC 7517): keep them with the statements, since an installation that begins a new audit log has another.</summary>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>JSON, for a library of JOSE. The key of a statement has its <see cref="VerificationStatement.KeyId"/> as <c>kid</c>.</returns>
    /// <exception cref="TidingsException">The node did not answer, or its audit log has halted.</exception>
    public Task<string> GetStatementKeysAsync(CancellationToken cancel = default) => _calls.ReadText(new(HttpMethod.Get, ".well-known/jwks.json"), cancel);

    /// <summary>How verifications go on the whole, without a person in it. It needs the scope <c>verifications:read</c>.</summary>
    /// <param name="query">Of which time, and by what. Null: the last 24 hours, by purpose.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Counts of those that have ended.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the query: <see cref="TidingsException.Errors"/> names each field.</exception>
    public Task<VerificationStatistics> GetStatisticsAsync(StatisticsQuery? query = null, CancellationToken cancel = default) =>
        _calls.Read(new(HttpMethod.Get, $"{Root}/statistics{query?.ToAddress()}"), VerificationJson.Default.VerificationStatistics, cancel);

    /// <returns>Null: nobody says how it stands.</returns>
    async Task<Verification?> Look(string id, CancellationToken cancel)
    {
        try
        {
            return await FindAsync(id, cancel).ConfigureAwait(false);
        }
        catch (TidingsException)
        {
            return null;
        }
    }

    /// <summary>Whether a check that failed so may have been judged. A node that is busy says that it took nothing.</summary>
    static bool MayBeDone(TidingsException failure) =>
        failure.Code is TidingsException.Unreachable or TidingsException.NotUnderstood || (failure.Status >= 500 && failure.Code is not ("busy" or "state-unreadable"));

    static Approval Of(VerificationCheck check) => new(check.Purpose, check.Session, check.Batch is { } batch ? [.. batch] : check.Payment is { } payment ? [payment] : []);

    static Call Post<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, path) { Body = (JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json") };

    static string Path(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return $"{Root}/{Uri.EscapeDataString(id)}";
    }
}
