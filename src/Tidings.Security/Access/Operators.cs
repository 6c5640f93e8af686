using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Access;

/// <summary>An operator as lists show him.</summary>
/// <param name="Enrolled">He has enrolled and can sign in.</param>
/// <param name="Subject">Who he is to the bank's issuer of tokens. Null: it is not known.</param>
public sealed record Operator(string Name, IReadOnlyList<string> Roles, DateTimeOffset Added, string? AddedBy, bool Enrolled, DateTimeOffset? Removed, string? Subject = null);

/// <summary>The bank's staff with accounts of this installation: who they are and which roles they have. How they sign in is <see cref="SignIns"/>.</summary>
public sealed class Operators(IStore store, TimeProvider clock)
{
    /// <summary>How long an enrolment code is good for.</summary>
    public static readonly TimeSpan EnrolWithin = TimeSpan.FromDays(3);
    const int LongestName = 40, LongestSubject = 255;
    internal const string EnrolmentPrefix = "te_";

    FrozenDictionary<string, (DocumentRow Row, OperatorDocument Document)> _held = FrozenDictionary<string, (DocumentRow, OperatorDocument)>.Empty;

    internal OperatorDocument? Find(string name) => Volatile.Read(ref _held).TryGetValue(name, out var held) && held.Document.Removed is null ? held.Document : null;

    /// <summary>Why there can be no such operator, for people; null: there can.</summary>
    public static string? WhyNot(string name, IReadOnlyList<string> roles) =>
        name.Length is 0 or > LongestName || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
            ? $"A name has 1 to {LongestName} small letters, digits, hyphens and dots."
            : roles.Count == 0 || !roles.All(Roles.Table.ContainsKey) ? $"Roles are some of {string.Join(", ", Roles.Table.Keys.Order(StringComparer.Ordinal))}." : null;

    /// <summary>
    /// The row that adds an operator or lets one enrol anew, whose old way of signing in ends then; and the code by which he enrols. The code is nowhere else.
    /// </summary>
    /// <param name="subject">Who he is to the bank's issuer. Null: as it is; empty: it is not known any more.</param>
    public (DocumentRow Row, string Code) Prepare(string name, IReadOnlyList<string> roles, string? by, string? subject = null)
    {
        var code = EnrolmentPrefix + RandomNumberGenerator.GetHexString(64, lowercase: true);
        var now = clock.GetUtcNow();
        var document = new OperatorDocument(roles, now, by) { Enrolment = SHA256.HashData(Encoding.UTF8.GetBytes(code)), EnrolBefore = now + EnrolWithin, Subject = SubjectOf(name, subject) };
        return (new(OperatorDocument.Kind, name, Version(name) + 1, now, document.ToBytes()), code);
    }

    /// <summary>The row that gives an operator other roles; null: there is none of this name.</summary>
    /// <param name="subject">As in <see cref="Prepare"/>.</param>
    public DocumentRow? Change(string name, IReadOnlyList<string> roles, string? subject = null) => Find(name) is { } found
        ? new(OperatorDocument.Kind, name, Version(name) + 1, clock.GetUtcNow(), (found with { Roles = roles, Subject = SubjectOf(name, subject) }).ToBytes())
        : null;

    /// <summary>The row that ends an operator's access; null: there is none of this name.</summary>
    public DocumentRow? Removal(string name) => Find(name) is { } found
        ? new(OperatorDocument.Kind, name, Version(name) + 1, clock.GetUtcNow(), (found with { Removed = clock.GetUtcNow(), Enrolment = null }).ToBytes())
        : null;

    /// <summary>Writes a row and what belongs to it.</summary>
    public async ValueTask Put(IReadOnlyList<DocumentRow> rows, CancellationToken cancel = default)
    {
        await store.Commit(AuditWriter.UnitOf(rows));
        await Refresh(cancel);
    }

    public async ValueTask Refresh(CancellationToken cancel = default) => Volatile.Write(
        ref _held, (await store.ReadDocuments(OperatorDocument.Kind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty)
            .ToFrozenDictionary(static row => row.Id, static row => (row, OperatorDocument.Of(row.Body.Span)), StringComparer.Ordinal));

    /// <summary>All of them by name, removed ones too.</summary>
    public async ValueTask<IReadOnlyList<Operator>> List(CancellationToken cancel = default)
    {
        await Refresh(cancel);
        var enrolled = (await store.ReadDocuments(OperatorCredentials.Kind, allVersions: false, cancel)).ToDictionary(static row => row.Id, static row => OperatorCredentials.Of(row.Body.Span));
        return
        [
            .. _held.Values.Select(held => Shown(held.Row.Id, held.Document, enrolled.TryGetValue(held.Row.Id, out var credentials) && IsOf(credentials, held.Document)))
                .OrderBy(static one => one.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a stored operator says.</summary>
    public static Operator Read(string name, ReadOnlySpan<byte> body) => Shown(name, OperatorDocument.Of(body), false);

    /// <summary>Whether this version of him ends the way in which he signs in now, for a code that somebody holds.</summary>
    public bool EnrolsAnew(string name, ReadOnlySpan<byte> body) =>
        OperatorDocument.Of(body).Enrolment is { } proposed && (Find(name)?.Enrolment is not { } now || !CryptographicOperations.FixedTimeEquals(proposed, now));

    /// <summary>Whether this version of him has a code to enrol by that is good no more.</summary>
    public bool HasRunOut(string name, ReadOnlySpan<byte> body) => EnrolsAnew(name, body) && OperatorDocument.Of(body).EnrolBefore <= clock.GetUtcNow();

    /// <summary>Credentials belong to one enrolment: a new one ends them.</summary>
    internal static bool IsOf(OperatorCredentials credentials, OperatorDocument document) =>
        document.Enrolment is { } enrolment && CryptographicOperations.FixedTimeEquals(enrolment, credentials.Enrolment);

    /// <summary>Who may still enrol by the code with this hash.</summary>
    internal string? Enrolling(byte[] hash, DateTimeOffset now) => Volatile.Read(ref _held)
        .Where(held => held.Value.Document is { Removed: null, Enrolment: { } code } && now < held.Value.Document.EnrolBefore && CryptographicOperations.FixedTimeEquals(code, hash))
        .Select(static held => held.Key).FirstOrDefault();

    /// <summary>Why an operator cannot have this subject, for people; null: he can.</summary>
    public string? WhyNotSubject(string name, string? subject) =>
        string.IsNullOrEmpty(subject) ? null
        : subject.Length > LongestSubject || subject.Any(static c => !char.IsAscii(c) || char.IsControl(c)) ? $"A subject has at most {LongestSubject} ASCII characters (OpenID Connect Core 1.0 §2)."
        : Volatile.Read(ref _held).Any(held => held.Key != name && held.Value.Document is { Removed: null } other && other.Subject == subject) ? "Another operator has this subject." : null;

    /// <summary>
    /// The person behind an identity: an operator's account where a token of the issuer is his, so that he does not become a second person by another way of signing in. Operators who are
    /// removed count too: they are who they were.
    /// </summary>
    public string PersonOf(string identity)
    {
        if (!identity.StartsWith("token:", StringComparison.Ordinal) || identity.IndexOf('#', StringComparison.Ordinal) is not (> 0 and var at))
            return identity;
        var subject = identity[(at + 1)..];
        return Volatile.Read(ref _held).Where(held => held.Value.Document.Subject == subject)
            .OrderBy(static held => held.Value.Document.Removed is not null).ThenBy(static held => held.Key, StringComparer.Ordinal).Select(static held => $"operator:{held.Key}").FirstOrDefault() ?? identity;
    }

    string? SubjectOf(string name, string? subject) => subject switch { null => Find(name)?.Subject, "" => null, _ => subject };

    int Version(string name) => Volatile.Read(ref _held).TryGetValue(name, out var held) ? held.Row.Version : 0;

    static Operator Shown(string name, OperatorDocument document, bool enrolled) =>
        new(name, document.Roles, document.Added, document.AddedBy, enrolled, document.Removed, document.Subject);
}
