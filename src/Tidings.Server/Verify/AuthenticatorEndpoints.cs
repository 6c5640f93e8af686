namespace Tidings.Server.Verify;

/// <summary>The addresses of a customer's authenticators.</summary>
internal static class AuthenticatorEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var authenticators = endpoints.MapGroup("/v1/customers/{id}/authenticators").WithTags("Verifications");
        authenticators.MapGet("", static (string id, HttpContext http, AuthenticatorDoor door) => door.List(id, http))
            .WithName("GetAuthenticators").WithSummary("By what a customer can prove himself besides texts; never a secret")
            .Produces<AuthenticatorList>().ProducesProblem(404).ProducesProblem(503);
        authenticators.MapPost("", static (string id, HttpContext http, AuthenticatorDoor door) => door.Enrol(id, http))
            .WithName("EnrolAuthenticator").WithSummary("Enrol an authenticator app or a passkey of a customer whom you have before you")
            .WithDescription("The answer has the secret of an app, and nothing has it again; of a passkey what the browser makes it of. It counts once it is confirmed, within ten minutes. Another enrolment takes the place of one that is not confirmed.")
            .Accepts<AuthenticatorAsked>("application/json").Produces<AuthenticatorShown>(StatusCodes.Status201Created)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        authenticators.MapPost("/{authenticator}/confirm", static (string id, string authenticator, HttpContext http, AuthenticatorDoor door) => door.Confirm(id, authenticator, http))
            .WithName("ConfirmAuthenticator").WithSummary("The first code of an authenticator app, or the passkey that the browser made: from then on it counts")
            .WithDescription("Five wrong codes end the enrolment.")
            .Accepts<ConfirmAsked>("application/json").Produces<ConfirmAnswer>()
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        authenticators.MapDelete("/{authenticator}", static (string id, string authenticator, HttpContext http, AuthenticatorDoor door) => door.Remove(id, authenticator, http))
            .WithName("RemoveAuthenticator").WithSummary("Remove a customer's authenticator: it proves nothing from now on")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(404).ProducesProblem(503);
    }
}
