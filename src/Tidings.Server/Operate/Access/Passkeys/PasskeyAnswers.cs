using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Security.Access.Passkeys;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>What the addresses of passkeys answer alike.</summary>
internal static class PasskeyAnswers
{
    /// <summary>Where no relying party is configured, nobody registers and nobody signs in.</summary>
    public static RouteHandlerBuilder WherePasskeysAreSetUp(this RouteHandlerBuilder address) => address.AddEndpointFilter(static async (call, next) =>
    {
        call.HttpContext.Response.Headers.CacheControl = "no-store";
        return call.HttpContext.RequestServices.GetRequiredService<PasskeyParty>().IsSetUp ? await next(call) : NotSetUp;
    });

    /// <summary>What one signs in with is changed by who has just signed in: a session that somebody has found open is not enough.</summary>
    public static RouteHandlerBuilder AfterSigningIn(this RouteHandlerBuilder address) => address.AddEndpointFilter(static async (call, next) =>
        call.HttpContext.Caller().SignedIn is { } at && call.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - at > SessionLimits.Fresh ? SignInAgain : await next(call));

    /// <summary>The library's options go out as it wrote them.</summary>
    public static IResult Options(string json) => Results.Content(json, "application/json");

    public static IResult Of(PasskeyRegistered outcome, string owner) => outcome switch
    {
        PasskeyRegistered.Done done => Results.Json(PasskeyShown.Of(done.Passkey, owner), AccessJson.Default.PasskeyShown),
        PasskeyRegistered.TooMany => AccessJson.Wrong("$", FieldCodes.Range, $"An operator has at most {PasskeyRegistrations.Most} passkeys.", "Remove one that is not needed."),
        _ => Refused,
    };

    /// <summary>Null: both are as they should be.</summary>
    public static Problem? Wrong(string? name, JsonElement? credential) =>
        !PasskeyRegistrations.IsLabel(name) ? AccessJson.Wrong("name", FieldCodes.Range, "A passkey's name has 1 to 60 characters, in one line.", "Say which device it is on.")
        : WrongCredential(credential);

    public static Problem? WrongCredential(JsonElement? credential) => credential is { ValueKind: JsonValueKind.Object }
        ? null
        : AccessJson.Wrong("credential", FieldCodes.Missing, "It is missing.", "Send what the browser's credential gives by toJSON().");

    public static Problem NoAccount { get; } = new(ProblemCodes.NotFound) { Detail = "This is no session of an operator's account here: passkeys belong to those." };

    public static Problem NotFound { get; } = new(ProblemCodes.NotFound) { Detail = "There is no such passkey." };

    public static Problem Last { get; } = new(ProblemCodes.LastSignIn) { Detail = "Without this passkey its owner could not sign in any more." };

    public static Problem ChangedMeanwhile { get; } = new(ProblemCodes.Conflict) { Detail = "How this operator signs in was changed meanwhile. Read it again." };

    static Problem SignInAgain { get; } = new(ProblemCodes.SignInAgain) { Detail = $"You signed in more than {SessionLimits.Fresh.TotalMinutes:0} minutes ago." };

    static Problem Refused { get; } = new(ProblemCodes.PasskeyRefused) { Detail = "What the browser sent is too old, used, from another page, without the user's verification, or known already." };

    static Problem NotSetUp { get; } = new(ProblemCodes.NotFound) { Detail = "Passkeys are not set up here: Access:Passkeys in docs/configuration.md." };
}
