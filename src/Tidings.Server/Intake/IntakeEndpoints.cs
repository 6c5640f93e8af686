using Microsoft.OpenApi;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Intake.Events;
using Tidings.Server.Intake.Files;
using Tidings.Server.Intake.Messages;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Intake;

/// <summary>The addresses of the doors and what the OpenAPI document says of them; the bodies of events and files are told in openapi.parts.json.</summary>
internal static class IntakeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        MapEvents(endpoints);
        MapCustomers(endpoints);
        MapAccounts(endpoints);
    }

    static void MapEvents(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/events", static (HttpContext http, EventsDoor door) => door.Post(http))
            .WithName("PostEvents").WithTags("Events").WithSummary("Send one event or a batch")
            .WithDescription("CloudEvents 1.0: structured, binary or batch. A wrong event never stops its neighbours; sending again is always safe.");
        endpoints.MapPost("/v1/decisions", static (HttpContext http, EventsDoor door) => door.Advise(http))
            .WithName("PostDecision").WithTags("Fraud").WithSummary("Ask what to do about a payment before it is booked")
            .WithDescription("One CloudEvent of a payment, as POST /v1/events takes it: card.authorisation, payment.initiated or account.transaction.posted. It is decided and durable as any event, and sent again it is answered the same. Hold a payment that is to be asked about until fraud.confirmed or fraud.denied comes, or until GET says so.")
            .Produces<PaymentDecision>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        endpoints.MapPost("/v1/files", static (HttpContext http, FilesDoor door) => door.Post(http))
            .WithName("PostFile").WithTags("Events").WithSummary("Send a camt.052, .053 or .054 file")
            .WithDescription("Streamed: hundreds of megabytes are fine. An entry keeps its event id however often the file is sent.")
            .Produces<FileReport>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .AddOpenApiOperationTransformer(static (operation, _, _) => Query(operation, "as", "entry: one event an entry (the default). transaction: one a transaction, where they add up to the entry.", JsonSchemaType.String))
            .AddOpenApiOperationTransformer(static (operation, _, _) => Query(operation, "tell", "false: take and remember all of it, and tell nobody: for what was told elsewhere already.", JsonSchemaType.Boolean));
        endpoints.MapPost("/v1/messages", static (HttpContext http, AdHocDoor door) => door.Post(http))
            .WithName("PostMessage").WithTags("Messages").WithSummary("Send one customer a text without a template")
            .WithDescription("Off unless Intake:AdHocMessages is on, and for the scope messages:adhoc alone, which no key has without being given it by name.")
            .Accepts<AdHocAsked>("application/json").Produces<AdHocAnswer>().Produces<AdHocAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(403).ProducesProblem(422).ProducesProblem(503);
    }

    static void MapCustomers(IEndpointRouteBuilder endpoints)
    {
        var customers = endpoints.MapGroup("/v1/customers").WithTags("Customers").AddEndpointFilter(NotKept);
        customers.MapGet("/{id}", static (string id, CustomersDoor door) => door.Get(id))
            .WithName("GetCustomer").WithSummary("What is registered of a customer, with name and numbers masked").Produces<CustomerView>().ProducesProblem(404);
        customers.MapPost("/{id}/reveal", static (string id, HttpContext http, CustomersDoor door) => door.Reveal(id, http))
            .WithName("RevealCustomer").WithSummary("What is registered of a customer in full, for a reason that is recorded")
            .WithDescription("Say why in 8 to 200 characters, without names or numbers of customers: the reason stands in the record of what was done. What it gives may be PUT again.")
            .Accepts<RevealAsked>("application/json").Produces<CustomerView>().ProducesProblem(404).ProducesProblem(422);
        customers.MapPut("/{id}", static (string id, HttpContext http, CustomersDoor door) => door.Put(id, http))
            .WithName("PutCustomer").WithSummary("Register a customer, or replace all that is registered")
            .Accepts<CustomerView>("application/json").Produces<CustomerView>().ProducesProblem(422);
        customers.MapDelete("/{id}", static (string id, HttpContext http, CustomerErasure erasure) => erasure.Delete(id, http))
            .WithName("EraseCustomer").WithSummary("Destroy all that is known of a customer, for good")
            .WithDescription("Also in every backup of the data. Accounts that nobody else holds go with him. Nothing brings him back; that he was erased is in the audit log.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(404).ProducesProblem(503);
        Import(customers.MapPost("/import", static (HttpContext http, ImportDoor door) => door.Customers(http))
            .WithName("ImportCustomers").WithSummary("Register customers from CSV")
            .WithDescription("Columns: id, name; and phone, phone2, phone3, language, timeZone, marketingOptOut, quietFrom, quietUntil, country, in any order, under these names or usual others."));
    }

    static void MapAccounts(IEndpointRouteBuilder endpoints)
    {
        var accounts = endpoints.MapGroup("/v1/accounts").WithTags("Accounts").AddEndpointFilter(NotKept);
        accounts.MapGet("/{id}", static (string id, AccountsDoor door) => door.Get(id))
            .WithName("GetAccount").WithSummary("What is registered of an account").Produces<AccountView>().ProducesProblem(404);
        accounts.MapPut("/{id}", static (string id, HttpContext http, AccountsDoor door) => door.Put(id, http))
            .WithName("PutAccount").WithSummary("Register an account and its holders, or replace them")
            .Accepts<AccountView>("application/json").Produces<AccountView>().ProducesProblem(422);
        Import(accounts.MapPost("/import", static (HttpContext http, ImportDoor door) => door.Accounts(http))
            .WithName("ImportAccounts").WithSummary("Register accounts from CSV")
            .WithDescription("Columns: id, holders, currency; and masked, nickname, lowBalance, largeTransaction, iban. A joint account names its holders separated by a bar, or in several rows."));
    }

    static void Import(RouteHandlerBuilder import) => import
        .Produces<ImportReport>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
        .AddOpenApiOperationTransformer(static (operation, _, _) =>
        {
            _ = Query(operation, "dryRun", "true: read and check all of it, change nothing.", JsonSchemaType.Boolean);
            return Query(operation, "map.FIELD", "The file's own name for a field, for example map.phone=Rufnummer.", JsonSchemaType.String);
        });

    // Names, numbers and who holds what: nothing between keeps them.
    static ValueTask<object?> NotKept(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    static Task Query(OpenApiOperation operation, string name, string description, JsonSchemaType type)
    {
        (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = new OpenApiSchema { Type = type } });
        return Task.CompletedTask;
    }
}
