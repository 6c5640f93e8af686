using System.Text.Json;
using Tidings.Security.Access.Passkeys;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <param name="Name">What its owner calls it: 1 to 60 characters in one line.</param>
/// <param name="Credential">What <c>navigator.credentials.create()</c> gave, by its <c>toJSON()</c>.</param>
internal sealed record PasskeyAsked(string? Name, JsonElement? Credential);

/// <param name="Code">The enrolment code.</param>
/// <param name="Name">What its owner calls it: 1 to 60 characters in one line.</param>
/// <param name="Credential">What <c>navigator.credentials.create()</c> gave, by its <c>toJSON()</c>.</param>
internal sealed record PasskeyEnrolAsked(string? Code, string? Name, JsonElement? Credential);

/// <param name="Credential">What <c>navigator.credentials.get()</c> gave, by its <c>toJSON()</c>.</param>
internal sealed record PasskeySignInAsked(JsonElement? Credential);

/// <summary>A passkey as it is shown.</summary>
/// <param name="Synced">Its owner's devices may share it.</param>
/// <param name="Operator">Whose it is.</param>
/// <param name="Proposal">It is in force until this proposal to remove it is approved. Null: there is none.</param>
internal sealed record PasskeyShown(string Id, string Name, DateTimeOffset Added, DateTimeOffset? LastUsed, bool Synced, string Operator, string? Proposal = null)
{
    public static PasskeyShown Of(Passkey one, string owner, string? proposal = null) => new(one.Id, one.Name, one.Added, one.LastUsed, one.Synced, owner, proposal);
}

internal sealed record PasskeyList(IReadOnlyList<PasskeyShown> Passkeys);
