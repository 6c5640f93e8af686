using System.Globalization;
using Meridian.Codes;
using Meridian.Customers;
using Meridian.Pages;
using Meridian.Visits;
using Microsoft.AspNetCore.Http.HttpResults;
using Tidings.Client.Events;
using Tidings.Client.Verifications;

namespace Meridian;

/// <summary>The account, and payments from it: each is approved by a code that is good for this payment alone.</summary>
internal static class PaymentPages
{
    const string NothingHappened = "Nothing was paid.";

    public static void Map(IEndpointRouteBuilder app)
    {
        var known = app.MapGroup("").AddEndpointFilter(static async (context, next) => context.HttpContext.Visit().Customer is null ? Results.Redirect("/") : await next(context));
        known.MapGet("/account", static (HttpContext http) => new RazorComponentResult<AccountPage>(new { Customer = http.Visit().Customer!, Said = http.Visit().Take() }));
        known.MapGet("/pay", static (HttpContext http) => new RazorComponentResult<PayPage>(new { Customer = http.Visit().Customer!, Typed = PaymentForm.Empty }));
        known.MapPost("/pay", Ask);
        known.MapGet("/pay/{id}", Show);
        known.MapPost("/pay/{id}/code", Check);
        known.MapPost("/pay/{id}/code/resend", Resend);
        known.MapPost("/pay/{id}/code/cancel", Cancel);
    }

    static async Task<IResult> Ask(HttpContext http, CodeDesk codes)
    {
        var (visit, customer) = (http.Visit(), http.Visit().Customer!);
        var typed = PaymentForm.Of(await http.Request.ReadFormAsync(http.RequestAborted)).Judged(customer);
        if (typed.Payment is not { } payment)
            return new RazorComponentResult<PayPage>(new { Customer = customer, Typed = typed }) { StatusCode = 422 };

        var request = new VerificationRequest
        {
            Purpose = "payment",
            Customer = customer.Id,
            Session = visit.Name,
            Ip = http.Connection.RemoteIpAddress?.ToString(),
            Device = VisitBook.Device(http),
            Payment = payment,
        };
        var (begun, why) = await codes.Start(request, http.RequestAborted);
        if (begun is null)
            return new RazorComponentResult<PayPage>(new { Customer = customer, Typed = typed with { Wrong = why } }) { StatusCode = 422 };
        var order = new Order(payment) { Verification = begun.Id };
        visit.Orders[order.Id] = order;
        return Results.Redirect($"/pay/{order.Id}");
    }

    static async Task<IResult> Show(string id, HttpContext http, CodeDesk codes)
    {
        var (visit, customer) = (http.Visit(), http.Visit().Customer!);
        if (visit.Orders.GetValueOrDefault(id) is not { } order)
            return Results.Redirect("/account");
        if (order.PaidAt is { } at)
            return new RazorComponentResult<PaidPage>(new { Customer = customer, order.Payment, At = at });
        if (order.IsNotCovered)
            return Ended(customer, new("There is not enough on your account", $"Another payment came first. {NothingHappened}", "stop"));
        var now = await codes.Find(order.Verification, http.RequestAborted);
        return now is { Status: VerificationStatus.Pending }
            ? new RazorComponentResult<ApprovePage>(new { Customer = customer, Order = order, Now = now, Said = visit.Take() })
            : Ended(customer, Ending.Of(now?.Status, NothingHappened));
    }

    static async Task<IResult> Check(string id, HttpContext http, CodeDesk codes, Announcements announcements, TimeProvider time)
    {
        var (visit, customer) = (http.Visit(), http.Visit().Customer!);
        if (visit.Orders.GetValueOrDefault(id) is not { PaidAt: null, IsNotCovered: false } order)
            return Results.Redirect($"/pay/{id}");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        // The payment as the page showed it. Whatever has changed it in between, in the browser or here, the node finds that the code was sent for another.
        var shown = PaymentForm.Shown(form);
        var check = new VerificationCheck
        {
            Code = form["code"].ToString(),
            Purpose = "payment",
            Session = visit.Name,
            Payment = shown,
        };
        switch (await codes.Check(order.Verification, check, http.RequestAborted))
        {
            case Judgement.Right({ Payments: [var approved] }) when customer.TryPay(approved, time.GetUtcNow()):
                order.PaidAt = time.GetUtcNow();
                announcements.Add($"pay-{order.Id}", new PaymentInitiated
                {
                    Account = customer.Account, Customer = customer.Id, Amount = approved.Amount, Counterparty = approved.Payee, Channel = "web", Reference = order.Id,
                });
                break;
            case Judgement.Right:
                order.IsNotCovered = true;
                break;
            case Judgement.Again(var why):
                visit.Say(why);
                break;
        }
        return Results.Redirect($"/pay/{id}");
    }

    static async Task<IResult> Resend(string id, HttpContext http, CodeDesk codes)
    {
        if (http.Visit().Orders.GetValueOrDefault(id) is { PaidAt: null } order)
        {
            var (words, isWrong) = await codes.Resend(order.Verification, http.Visit().Name, http.RequestAborted);
            http.Visit().Say(words, isWrong);
        }
        return Results.Redirect($"/pay/{id}");
    }

    static async Task<IResult> Cancel(string id, HttpContext http, CodeDesk codes)
    {
        if (http.Visit().Orders.GetValueOrDefault(id) is { PaidAt: null } order)
            await codes.Cancel(order.Verification, http.RequestAborted);
        return Results.Redirect($"/pay/{id}");
    }

    static RazorComponentResult Ended(Customer customer, Ending ending) => new RazorComponentResult<EndedPage>(new { Customer = customer, Ending = ending, Next = "/account", NextWords = "Back to your account" });

    public static string Words(Money money) => money.Amount.ToString("C", money.Currency == "GBP" ? CultureInfo.GetCultureInfo("en-GB") : new CultureInfo("en-GB") { NumberFormat = { CurrencySymbol = money.Currency + " " } });
}
