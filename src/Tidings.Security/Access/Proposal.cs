using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Security.Access;

/// <summary>A change that somebody wants and somebody else must approve. Its first version is the proposal, its second what became of it.</summary>
public sealed record Proposal
{
    /// <summary>The kind of the documents that proposals are kept in.</summary>
    public const string DocumentKind = "proposal";

    public required string Id { get; init; }
    /// <summary>What is to change: the document's kind, as <c>template</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Which of that kind.</summary>
    public required string Subject { get; init; }
    /// <summary>The version that it was made from. Where there is a newer one by then, it cannot be approved.</summary>
    public required int From { get; init; }
    /// <summary>The document as it is to be.</summary>
    public required byte[] Body { get; init; }
    /// <summary>The identity of who proposed it, and of who stands behind that.</summary>
    public required string By { get; init; }
    public required string Behind { get; init; }
    public required DateTimeOffset At { get; init; }

    public ProposalState State { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    /// <summary>As whoever decided gave it.</summary>
    public string? Reason { get; init; }

    /// <summary>It is this caller's own change: he made it, in whichever way he had signed in, or a key of his did, or somebody whose key he calls with.</summary>
    /// <param name="person">The person behind an identity.</param>
    public bool IsOf(Caller caller, Func<string, string> person) =>
        (person(By), person(Behind), person(caller.Identity), person(caller.Behind)) is var (by, behind, identity, his) && (identity == by || his == behind || identity == behind || his == by);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProposalJson.Default.Proposal);

    public static Proposal Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, ProposalJson.Default.Proposal) ?? throw new InvalidDataException("A proposal's document is empty.");

    public override string ToString() => $"proposal {Id} (redacted)";
}

/// <summary>What became of a proposal.</summary>
public enum ProposalState
{
    Open,
    /// <summary>In force since.</summary>
    Approved,
    Rejected,
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Proposal))]
internal sealed partial class ProposalJson : JsonSerializerContext;
