using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Phone;

/// <summary>How the carrier behaves, for all numbers or, with <c>?to=</c>, for one. PUT replaces: what it leaves out has its default.</summary>
internal sealed class BehaviourEndpoints(Exchange exchange)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/behaviour", context => ForNumber(context, GetOf, Get));
        app.MapPut("/behaviour", context => ForNumber(context, PutOfAsync, PutAsync));
        app.MapDelete("/behaviour", context => ForNumber(context, DeleteOf, Delete));
    }

    static Task ForNumber(HttpContext context, Func<HttpContext, string, Task> one, RequestDelegate all)
    {
        if (!Numbers.TryQuery(context, out var number, out var problem))
            return problem!.WriteAsync(context);
        return number is null ? all(context) : one(context, number);
    }

    Task Get(HttpContext context) => Json.WriteAsync(context, exchange.Behaviour);

    async Task PutAsync(HttpContext context)
    {
        if (await Json.ReadAsync<Behaviour>(context) is not { } behaviour)
            return;
        if (behaviour.Check() is { Count: > 0 } errors)
        {
            await Problem.Invalid(errors).WriteAsync(context);
            return;
        }
        exchange.Behaviour = behaviour;
        await Json.WriteAsync(context, behaviour);
    }

    Task Delete(HttpContext context)
    {
        exchange.Behaviour = new();
        return Get(context);
    }

    Task GetOf(HttpContext context, string number) =>
        Json.WriteAsync(context, exchange.Rules.Get(number) ?? new NumberRule());

    async Task PutOfAsync(HttpContext context, string number)
    {
        if (await Json.ReadAsync<NumberRule>(context) is not { } rule)
            return;
        if (rule.Check() is { Count: > 0 } errors)
            await Problem.Invalid(errors).WriteAsync(context);
        else if (!exchange.Rules.Set(number, rule))
            await Problem.TooMany($"{NumberRules.Capacity} numbers have rules of their own already.").WriteAsync(context);
        else
            await Json.WriteAsync(context, rule);
    }

    Task DeleteOf(HttpContext context, string number)
    {
        exchange.Rules.Remove(number);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
