using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>How operators enrol and sign in. Open to anybody, since nobody is known before; what is wrong is never told.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/operators/enrol", Enrol).WithTags("Access").WithName("Enrol").WithSummary("Take an enrolment code, once: what you sign in with is in the answer")
            .Accepts<EnrolAsked>("application/json").Produces<EnrolAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoints.MapPost("/v1/sessions", SignIn).WithTags("Access").WithName("SignIn").WithSummary("Sign in with your secret and a code from your authenticator")
            .Accepts<SignInAsked>("application/json").Produces<SignInAnswer>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static async Task<IResult> Enrol(HttpContext http, SignIns signIns, ILogger<SignIns> log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.EnrolAsked);
        if (asked is null)
            return problem!;
        if (string.IsNullOrEmpty(asked.Code))
            return AccessJson.Wrong("code", FieldCodes.Missing, "It is missing.", "Send the code that you were given.");
        return await signIns.Enrol(asked.Code, http.RequestAborted) is { } enrolled
            ? Results.Json(new EnrolAnswer(enrolled.Name, enrolled.Secret, enrolled.Authenticator), AccessJson.Default.EnrolAnswer)
            : Refuse(log);
    }

    static async Task<IResult> SignIn(HttpContext http, SignIns signIns, ILogger<SignIns> log)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.SignInAsked);
        if (asked is null)
            return problem!;
        if (asked is not { Name.Length: > 0, Secret.Length: > 0, Code.Length: > 0 })
            return AccessJson.Wrong("$", FieldCodes.Missing, "A sign-in has name, secret and code.", "Send all three.");
        return await signIns.SignIn(asked.Name, asked.Secret, asked.Code, http.RequestAborted) is { } session
            ? Results.Json(new SignInAnswer(session.Token, session.Expires), AccessJson.Default.SignInAnswer)
            : Refuse(log);
    }

    /// <summary>Whose name it was stands in no line of the log: a stranger can write anything there.</summary>
    internal static Problem Refuse(ILogger log)
    {
        OperateLog.SignInRefused(log);
        return Refused;
    }

    static readonly Problem Refused = new(ProblemCodes.Unauthorized) { Detail = "It is wrong, used, expired or locked." };
}
