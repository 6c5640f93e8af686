using Tidings.Core.Events;
using Tidings.Security.Keys;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Keys;

/// <summary><c>/v1/installation-keys</c>: the keys under which the data is sealed. No key is ever in an answer.</summary>
internal static class InstallationKeyEndpoints
{
    const string Root = "root";
    const string Wrapping = "wrapping";

    public static IServiceCollection AddInstallationKeys(this IServiceCollection services) =>
        services.AddSingleton<KeyPasses>().AddHostedService(static provider => provider.GetRequiredService<KeyPasses>());

    public static IEndpointRouteBuilder MapInstallationKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/v1/installation-keys").WithTags("Keys");
        keys.MapGet("", Status).WithName("GetInstallationKeys").WithSummary("The keys that seal the data: who keeps the root, how many are wrapped under which, how far a pass is")
            .Produces<InstallationKeys>().ProducesProblem(StatusCodes.Status404NotFound);
        keys.MapPost("/rotate", Rotate).WithName("RotateInstallationKey").WithSummary("Make a new root key, or a new key-encryption key under which all data keys are wrapped while traffic flows")
            .Accepts<RotationAsked>("application/json").Produces<InstallationKeys>().Produces<InstallationKeys>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        keys.MapPost("/rewrap", Rewrap).WithName("RewrapDataKeys").WithSummary("Go on wrapping data keys under the newest key-encryption key, and drop older ones that wrap nothing")
            .Produces<InstallationKeys>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);
        return endpoints;
    }

    static Task<IResult> Status(KeyPasses passes, CancellationToken cancel) => passes.Ring is { } ring ? Show(passes, ring, StatusCodes.Status200OK, cancel) : Task.FromResult<IResult>(NotSealed);

    static async Task<IResult> Rotate(HttpContext http, KeyPasses passes, CancellationToken cancel)
    {
        var (asked, problem) = await AccessJson.Read(http, InstallationKeyJson.Default.RotationAsked);
        if (asked is null)
            return problem!;
        if (asked.What is not (Root or Wrapping))
            return AccessJson.Wrong("what", FieldCodes.UnknownValue, "It is none of the keys that can be rotated.", $"Give \"{Root}\" or \"{Wrapping}\".");
        if (passes.Ring is not { } ring)
            return NotSealed;
        try
        {
            return asked.What == Wrapping ? await passes.BeginRotation(http.Caller().Identity) ? await Show(passes, ring, StatusCodes.Status202Accepted, cancel) : UnderWay
                : await passes.RotateRoot(http.Caller().Identity, cancel) is null ? UnderWay : await Show(passes, ring, StatusCodes.Status200OK, cancel);
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

    static async Task<IResult> Rewrap(HttpContext http, KeyPasses passes, CancellationToken cancel) =>
        passes.Ring is not { } ring ? NotSealed
        : await passes.BeginRewrap(http.Caller().Identity) ? await Show(passes, ring, StatusCodes.Status202Accepted, cancel) : UnderWay;

    static async Task<IResult> Show(KeyPasses passes, KeyRing ring, int status, CancellationToken cancel)
    {
        var keys = await ring.Status(cancel);
        return Results.Json(new(keys.Provider, keys.Root, keys.Wrapping, keys.Index, keys.Destroyed, passes.Pass, passes.Refused), InstallationKeyJson.Default.InstallationKeys, statusCode: status);
    }

    static Problem NotSealed { get; } = new(ProblemCodes.NotFound) { Detail = "Nothing is sealed here (Keys:Seal=false)." };

    static Problem UnderWay { get; } = new(ProblemCodes.Conflict) { Detail = "A rotation or a pass is under way. GET /v1/installation-keys says how far it is." };
}
