using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tidings.Client.Calls;

namespace Tidings.Client.Authenticators;

/// <summary>
/// Enrols, confirms, lists and removes what customers prove themselves by besides texts, for customers whom the bank has before it. It needs a live key with the scope <c>verifications:write</c>.
/// </summary>
/// <remarks>Unlike a verification it says who exists: a customer that nobody has is <c>not-found</c>.</remarks>
public sealed class AuthenticatorsClient
{
    readonly NodeCalls _calls;

    internal AuthenticatorsClient(NodeCalls calls) => _calls = calls;

    /// <summary>
    /// Begins an enrolment; it counts when it is confirmed. One of the customer's that was not confirmed yet is over. It is sent once: where its answer is lost, nobody knows the secret; enrol again.
    /// </summary>
    /// <param name="customer">The bank's id of the customer.</param>
    /// <param name="request">What is enrolled. Null: an authenticator app as every phone has it.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>What the app is to learn, or what the browser makes a passkey of.</returns>
    /// <exception cref="TidingsException">
    /// <c>not-found</c>: there is no such customer. <c>conflict</c>: he has as many as are kept; remove one first. <c>validation-failed</c>: <see cref="TidingsException.Errors"/> names each field. Or the node did not
    /// answer.
    /// </exception>
    public async Task<Enrolment> EnrolAsync(string customer, AuthenticatorRequest? request = null, CancellationToken cancel = default)
    {
        var (made, told) = await _calls.Read(
            Post(Path(customer), request ?? new(), AuthenticatorJson.Default.AuthenticatorRequest), AuthenticatorJson.Default.Authenticator, AuthenticatorJson.Default.ToldOnce, cancel).ConfigureAwait(false);
        return new() { Authenticator = made, Secret = told.Secret, Address = told.Address, Creation = told.Creation };
    }

    /// <summary>Gives an app's first code: from then on it counts. It is sent once: where its answer is lost, <see cref="ListAsync"/> says whether it is active.</summary>
    /// <param name="customer">The bank's id of the customer.</param>
    /// <param name="authenticator">The authenticator's id.</param>
    /// <param name="code">What the app shows, as the customer typed it.</param>
    /// <param name="cancel">Ends the call. Whether the code was looked at is not known then.</param>
    /// <returns>Whether it counts.</returns>
    /// <exception cref="TidingsException"><c>not-found</c>: there is none, or its enrolment is over. <c>conflict</c>: it is confirmed already. Or the node did not answer.</exception>
    public Task<ConfirmResult> ConfirmAsync(string customer, string authenticator, string code, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        return _calls.Read(Post(Path(customer, authenticator) + "/confirm", new(code, null), AuthenticatorJson.Default.ConfirmBody), AuthenticatorJson.Default.ConfirmResult, cancel);
    }

    /// <summary>Gives the passkey that the browser made: from then on it counts. It is sent once: where its answer is lost, <see cref="ListAsync"/> says whether it is active.</summary>
    /// <param name="customer">The bank's id of the customer.</param>
    /// <param name="authenticator">The authenticator's id.</param>
    /// <param name="credential">What <c>navigator.credentials.create()</c> gave, by its <c>toJSON()</c>.</param>
    /// <param name="cancel">Ends the call. Whether it was looked at is not known then.</param>
    /// <returns>Whether it counts.</returns>
    /// <exception cref="TidingsException"><c>not-found</c>: there is none, or its enrolment is over. <c>conflict</c>: it is confirmed already. Or the node did not answer.</exception>
    public Task<ConfirmResult> ConfirmPasskeyAsync(string customer, string authenticator, JsonElement credential, CancellationToken cancel = default) =>
        _calls.Read(Post(Path(customer, authenticator) + "/confirm", new(null, credential), AuthenticatorJson.Default.ConfirmBody), AuthenticatorJson.Default.ConfirmResult, cancel);

    /// <summary>What a customer has enrolled, confirmed or not.</summary>
    /// <param name="customer">The bank's id of the customer.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>Five at the most that are confirmed, and one that is not.</returns>
    /// <exception cref="TidingsException"><c>not-found</c>: there is no such customer. Or the node did not answer.</exception>
    public async Task<IReadOnlyList<Authenticator>> ListAsync(string customer, CancellationToken cancel = default) =>
        (await _calls.Read(new(HttpMethod.Get, Path(customer)), AuthenticatorJson.Default.AuthenticatorList, cancel).ConfigureAwait(false)).Authenticators;

    /// <summary>Removes one: it proves nothing from now on.</summary>
    /// <param name="customer">The bank's id of the customer.</param>
    /// <param name="authenticator">The authenticator's id.</param>
    /// <param name="cancel">Ends the call.</param>
    /// <returns>True: it was removed. False: there is none; an attempt of this call whose answer was lost may have removed it.</returns>
    /// <exception cref="TidingsException">The node did not answer, or refused the call.</exception>
    public async Task<bool> RemoveAsync(string customer, string authenticator, CancellationToken cancel = default)
    {
        try
        {
            await _calls.Do(new(HttpMethod.Delete, Path(customer, authenticator)), cancel).ConfigureAwait(false);
            return true;
        }
        catch (TidingsException failure) when (failure.Code == "not-found")
        {
            return false;
        }
    }

    static Call Post<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, path) { Body = (JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json") };

    static string Path(string customer)
    {
        ArgumentException.ThrowIfNullOrEmpty(customer);
        return $"v1/customers/{Uri.EscapeDataString(customer)}/authenticators";
    }

    static string Path(string customer, string authenticator)
    {
        ArgumentException.ThrowIfNullOrEmpty(authenticator);
        return $"{Path(customer)}/{Uri.EscapeDataString(authenticator)}";
    }
}

internal sealed record ConfirmBody(string? Code, JsonElement? Credential);

internal sealed record AuthenticatorList(IReadOnlyList<Authenticator> Authenticators);

/// <summary>What an enrolment's answer says besides, and no other.</summary>
internal sealed record ToldOnce(string? Secret, string? Address, JsonElement? Creation);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AuthenticatorRequest))]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(ConfirmResult))]
[JsonSerializable(typeof(AuthenticatorList))]
[JsonSerializable(typeof(Authenticator))]
[JsonSerializable(typeof(ToldOnce))]
internal sealed partial class AuthenticatorJson : JsonSerializerContext;
