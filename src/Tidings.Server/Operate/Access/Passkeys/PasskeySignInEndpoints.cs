using System.Text.Json;
using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Security.Access.Passkeys;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>Signing in with a passkey, and enrolling with one. Open to anybody, since nobody is known before; what is wrong with a sign-in is never told.</summary>
internal static class PasskeySignInEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/sessions/passkey/options", Begin).WherePasskeysAreSetUp().WithTags("Access").WithName("BeginPasskeySignIn")
            .WithSummary("Options for navigator.credentials.get(): the authenticator finds the passkey").Produces<JsonElement>().ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.MapPost("/v1/sessions/passkey", SignIn).WherePasskeysAreSetUp().WithTags("Access").WithName("SignInByPasskey").WithSummary("Sign in with what the browser made of the options")
            .Accepts<PasskeySignInAsked>("application/json").Produces<SignInAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoints.MapPost("/v1/operators/enrol/passkey/options", BeginEnrolment).WherePasskeysAreSetUp().WithTags("Access").WithName("BeginPasskeyEnrolment")
            .WithSummary("Options for navigator.credentials.create(), for who enrols by a code").Accepts<EnrolAsked>("application/json")
            .Produces<JsonElement>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoints.MapPost("/v1/operators/enrol/passkey", Enrol).WherePasskeysAreSetUp().WithTags("Access").WithName("EnrolByPasskey")
            .WithSummary("Take an enrolment code, once: the passkey is what you sign in with from then on").Accepts<PasskeyEnrolAsked>("application/json")
            .Produces<PasskeyShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static async Task<IResult> Begin(PasskeySignIns signIns, CancellationToken cancel) => PasskeyAnswers.Options(await signIns.Begin(cancel));

    static async Task<IResult> SignIn(HttpContext http, PasskeySignIns signIns, ILogger<SignIns> log)
    {
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.PasskeySignInAsked);
        if (asked is null || (problem = PasskeyAnswers.WrongCredential(asked.Credential)) is not null)
            return problem!;
        return await signIns.Finish(asked.Credential!.Value, http.RequestAborted) is { } session
            ? Results.Json(new SignInAnswer(session.Token, session.Expires), AccessJson.Default.SignInAnswer)
            : SignInEndpoints.Refuse(log);
    }

    static async Task<IResult> BeginEnrolment(HttpContext http, PasskeyRegistrations registrations, ILogger<SignIns> log)
    {
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.EnrolAsked);
        if (asked is null || (problem = WrongCode(asked.Code)) is not null)
            return problem!;
        return await registrations.BeginEnrolment(asked.Code!, http.RequestAborted) is { } options ? PasskeyAnswers.Options(options) : SignInEndpoints.Refuse(log);
    }

    static async Task<IResult> Enrol(HttpContext http, PasskeyRegistrations registrations, ILogger<SignIns> log)
    {
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.PasskeyEnrolAsked);
        if (asked is null || (problem = WrongCode(asked.Code) ?? PasskeyAnswers.Wrong(asked.Name, asked.Credential)) is not null)
            return problem!;
        var (name, outcome) = await registrations.FinishEnrolment(asked.Code!, asked.Name!, asked.Credential!.Value, http.RequestAborted);
        return name is null ? SignInEndpoints.Refuse(log) : PasskeyAnswers.Of(outcome, name);
    }

    static Problem? WrongCode(string? code) => string.IsNullOrEmpty(code) ? AccessJson.Wrong("code", FieldCodes.Missing, "It is missing.", "Send the code that you were given.") : null;
}
