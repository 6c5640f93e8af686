namespace Tidings.Server.Verify;

/// <summary>The addresses of verifications. The bodies are told by their types.</summary>
internal static class VerificationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var verifications = endpoints.MapGroup("/v1/verifications").WithTags("Verifications");
        verifications.MapPost("", static (HttpContext http, VerificationDoor door) => door.Start(http))
            .WithName("StartVerification").WithSummary("Send a customer a code that proves it is him")
            .WithDescription("Sent again with the same Idempotency-Key it sends nothing and answers the same. A customer or number that is not known is answered like one that is and has nothing but a phone. Where its means is not open to him, 409 says which are.")
            .Accepts<VerificationAsked>("application/json").Produces<VerificationShown>(StatusCodes.Status201Created)
            .ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        verifications.MapPost("/{id}/check", static (string id, HttpContext http, VerificationDoor door) => door.Check(id, http))
            .WithName("CheckVerification").WithSummary("Whether the customer typed the right code, or his passkey signed")
            .WithDescription("Go by approved alone: it is true once. Five wrong codes at the most are looked at, however many come at once; after the end every check is answered 409.")
            .Accepts<CheckAsked>("application/json").Produces<CheckAnswer>()
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        verifications.MapPost("/{id}/resend", static (string id, HttpContext http, VerificationDoor door) => door.Resend(id, http))
            .WithName("ResendVerification").WithSummary("Send a code again: another in place of the last, or the same where its purpose says so")
            .WithDescription("By a call where by says so and the purpose takes it; 409 says where it is not open. The codes before are good for nothing then, unless it is the same. Tries that were used stay used, and no code outlives ten minutes from the beginning.")
            .Accepts<ResendAsked>("application/json").Produces<VerificationShown>()
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        verifications.MapGet("/{id}", static (string id, HttpContext http, VerificationDoor door) => door.Get(id, http))
            .WithName("GetVerification").WithSummary("How a verification stands; never the code")
            .Produces<VerificationShown>().ProducesProblem(404).ProducesProblem(503);
        verifications.MapDelete("/{id}", static (string id, HttpContext http, VerificationDoor door) => door.Cancel(id, http))
            .WithName("CancelVerification").WithSummary("End a verification: its code is good for nothing any more")
            .Produces<VerificationShown>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }
}
