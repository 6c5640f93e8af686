using Tidings.Core.Events;
using Tidings.Security.Keys;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Keys;

/// <summary><c>/v1/installation-keys</c>: the keys under which the data is sealed. No key is ever in an answer.</summary>
internal static class InstallationKeyEndpoints
{
    const string Root = "root";
    const string Wrapping = "wrapping";
    const string Customer = "customer";

    public static IServiceCollection AddInstallationKeys(this IServiceCollection services) =>
        services.AddSingleton<KeyOrders>().AddSingleton<IBringsIntoForce>(static provider => provider.GetRequiredService<KeyOrders>()).AddSingleton<KeyPasses>()
            // What was ordered goes before what goes on by itself: a pass that is to destroy old keys at its end is not taken for one that is not.
            .AddHostedService(static provider => provider.GetRequiredService<KeyOrders>()).AddHostedService(static provider => provider.GetRequiredService<KeyPasses>());

    public static IEndpointRouteBuilder MapInstallationKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/v1/installation-keys").WithTags("Keys");
        keys.MapGet("", Status).WithName("GetInstallationKeys").WithSummary("The keys that seal the data: who keeps the root, how many are wrapped under which, how far a pass is")
            .Produces<InstallationKeys>().ProducesProblem(StatusCodes.Status404NotFound);
        keys.MapPost("/rotate", Rotate).WithName("RotateInstallationKey").WithSummary("Make a new root key, a new key-encryption key under which all data keys are wrapped, or new versions of data keys, while traffic flows")
            .Accepts<RotationAsked>("application/json").Produces<InstallationKeys>().Produces<InstallationKeys>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        keys.MapPost("/rewrap", Rewrap).WithName("RewrapDataKeys").WithSummary("Go on wrapping data keys under the newest key-encryption key, and drop older ones that wrap nothing")
            .Produces<InstallationKeys>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);
        keys.MapPost("/reencrypt", Reencrypt).WithName("ReencryptData").WithSummary("Seal everything that is stored under the newest data keys, or go on with it; and destroy the older ones if asked")
            .Accepts<ReencryptionAsked>("application/json").Produces<InstallationKeys>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return endpoints;
    }

    static Task<IResult> Status(KeyPasses passes, CancellationToken cancel) => passes.Ring is { } ring ? Show(passes, ring, StatusCodes.Status200OK, cancel) : Task.FromResult<IResult>(NotSealed);

    static async Task<IResult> Rotate(HttpContext http, KeyPasses passes, KeyOrders orders, TwoPersons twoPersons, CancellationToken cancel)
    {
        var (asked, problem) = await AccessJson.Read(http, InstallationKeyJson.Default.RotationAsked);
        if (asked is null)
            return problem!;
        if (asked.What is not (Root or Wrapping or "data" or "documents" or "index" or Customer))
            return AccessJson.Wrong("what", FieldCodes.UnknownValue, "It is none of the keys that can be rotated.", "Give root, wrapping, data, documents, index or customer.");
        if ((asked.What == Customer) != (asked.Customer is { Length: > 0 }))
            return AccessJson.Wrong("customer", FieldCodes.Missing, "A customer is named to rotate his key, and for nothing else.", "Give the bank's id of the customer with \"what\":\"customer\".");
        if (passes.Ring is not { } ring)
            return NotSealed;
        string? token = null;
        if (asked.Customer is { } customer && (token = await ring.TokenOfCustomer(customer, cancel)) is null)
            return new Problem(ProblemCodes.NotFound) { Detail = "Nothing was ever stored of a customer with this id." };
        return await Ordered(new($"rotate-{asked.What}", token), http, passes, orders, twoPersons, cancel);
    }

    static Task<IResult> Rewrap(HttpContext http, KeyPasses passes, KeyOrders orders, TwoPersons twoPersons, CancellationToken cancel) =>
        Ordered(new(KeyOrder.Rewrap), http, passes, orders, twoPersons, cancel);

    static async Task<IResult> Reencrypt(HttpContext http, KeyPasses passes, KeyOrders orders, TwoPersons twoPersons, CancellationToken cancel)
    {
        var (asked, problem) = await AccessJson.Read(http, InstallationKeyJson.Default.ReencryptionAsked);
        return asked is null ? problem! : await Ordered(new(asked.DestroyOld ? KeyOrder.ReencryptAndDestroy : KeyOrder.Reencrypt), http, passes, orders, twoPersons, cancel);
    }

    static async Task<IResult> Ordered(KeyOrder order, HttpContext http, KeyPasses passes, KeyOrders orders, TwoPersons twoPersons, CancellationToken cancel)
    {
        if (passes.Ring is not { } ring)
            return NotSealed;
        if (twoPersons.For(ApprovalKinds.InstallationKey))
            return DocumentAnswers.Answer(http, new Saved.Proposed(await orders.Propose(order, http.Caller(), cancel)));
        try
        {
            return await orders.Carry(order, http.Caller().Identity, cancel) switch
            {
                Carried.Done => await Show(passes, ring, StatusCodes.Status200OK, cancel),
                Carried.Begun => await Show(passes, ring, StatusCodes.Status202Accepted, cancel),
                _ => UnderWay,
            };
        }
        catch (KeyProviderUnavailableException)
        {
            return new Problem(ProblemCodes.StoreUnavailable) { Detail = "The key provider does not answer. Look at the status before asking again: the root key may be new already." };
        }
        catch (KeyRefusedException)
        {
            return new Problem(ProblemCodes.StoreUnavailable) { Detail = "The key provider refuses. Its own log says why; docs/keys.md says what it must let Tidings do." };
        }
    }

    static async Task<IResult> Show(KeyPasses passes, KeyRing ring, int status, CancellationToken cancel)
    {
        var keys = await ring.Status(cancel);
        return Results.Json(new(keys.Provider, keys.Root, keys.Wrapping, keys.Index, keys.Destroyed, passes.Pass, passes.Refused), InstallationKeyJson.Default.InstallationKeys, statusCode: status);
    }

    static Problem NotSealed { get; } = new(ProblemCodes.NotFound) { Detail = "Nothing is sealed here (Keys:Seal=false)." };

    static Problem UnderWay { get; } = new(ProblemCodes.Conflict) { Detail = "A rotation or a pass is under way. GET /v1/installation-keys says how far it is." };
}
