using Meridian.Codes;
using Meridian.Customers;
using Meridian.Pages;
using Meridian.Visits;
using Microsoft.AspNetCore.Http.HttpResults;
using Tidings.Client.Events;
using Tidings.Client.Verifications;

namespace Meridian;

/// <summary>Password first. A browser that was not seen before needs a code as well.</summary>
internal static class LoginPages
{
    const string Code = "/login/code", NothingHappened = "Nobody was logged in.";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", static (HttpContext http) => http.Visit().Customer is null ? Page(http) : Results.Redirect("/account"));
        app.MapPost("/login", LogIn);
        app.MapGet(Code, Show);
        app.MapPost(Code, Check);
        app.MapPost($"{Code}/resend", Resend);
        app.MapPost($"{Code}/cancel", Cancel);
        app.MapPost("/logout", static (HttpContext http, VisitBook visits) =>
        {
            visits.LogOut(http);
            return Results.Redirect("/");
        });
    }

    static RazorComponentResult Page(HttpContext http, string customer = "", string? wrong = null) =>
        new RazorComponentResult<LoginPage>(new { Typed = customer, Wrong = wrong, Said = http.Visit().Take() }) { StatusCode = wrong is null ? 200 : 422 };

    static async Task<IResult> LogIn(HttpContext http, CustomerBook customers, VisitBook visits, CodeDesk codes, Announcements announcements)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (typed, visit, device) = (form["customer"].ToString(), http.Visit(), VisitBook.Device(http));
        if (customers.Find(typed, form["password"].ToString()) is not { } customer)
            return Page(http, typed, "Customer number and password do not fit together.");
        if (customer.Knows(device))
            return Enter(http, customer, visits, announcements, isNew: false);

        var request = new VerificationRequest
        {
            Purpose = "login",
            Customer = customer.Id,
            Session = visit.Name,
            Ip = http.Connection.RemoteIpAddress?.ToString(),
            Device = device,
        };
        var (begun, why) = await codes.Start(request, http.RequestAborted);
        if (begun is null)
            return Page(http, typed, why);
        visit.Login = new(customer, begun.Id);
        return Results.Redirect(Code);
    }

    static async Task<IResult> Show(HttpContext http, CodeDesk codes)
    {
        if (http.Visit().Login is not { } login)
            return Results.Redirect("/");
        var now = await codes.Find(login.Verification, http.RequestAborted);
        if (now is { Status: VerificationStatus.Pending })
            return new RazorComponentResult<LoginCodePage>(new { login.Customer, Now = now, Said = http.Visit().Take() });
        http.Visit().Login = null;
        return new RazorComponentResult<EndedPage>(new { Ending = Ending.Of(now?.Status, NothingHappened), Next = "/", NextWords = "Log in again" });
    }

    static async Task<IResult> Check(HttpContext http, VisitBook visits, CodeDesk codes, Announcements announcements)
    {
        if (http.Visit().Login is not { } login)
            return Results.Redirect("/");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var check = new VerificationCheck { Code = form["code"].ToString(), Purpose = "login", Session = http.Visit().Name };
        switch (await codes.Check(login.Verification, check, http.RequestAborted))
        {
            case Judgement.Right:
                login.Customer.Remember(VisitBook.Device(http));
                return Enter(http, login.Customer, visits, announcements, isNew: true);
            case Judgement.Again(var why):
                http.Visit().Say(why);
                return Results.Redirect(Code);
            default:
                return Results.Redirect(Code);
        }
    }

    static async Task<IResult> Resend(HttpContext http, CodeDesk codes)
    {
        if (http.Visit().Login is not { } login)
            return Results.Redirect("/");
        var (words, isWrong) = await codes.Resend(login.Verification, http.Visit().Name, http.RequestAborted);
        http.Visit().Say(words, isWrong);
        return Results.Redirect(Code);
    }

    static async Task<IResult> Cancel(HttpContext http, CodeDesk codes)
    {
        if (http.Visit().Login is not { } login)
            return Results.Redirect("/");
        await codes.Cancel(login.Verification, http.RequestAborted);
        return Results.Redirect(Code);
    }

    static IResult Enter(HttpContext http, Customer customer, VisitBook visits, Announcements announcements, bool isNew)
    {
        http.Visit().Login = null;
        visits.LogIn(http, customer);
        announcements.Add($"login-{Guid.NewGuid()}", new LoggedIn { Customer = customer.Id, Channel = "web", Device = BrowserName.Of(http.Request.Headers.UserAgent.ToString()), NewDevice = isNew });
        return Results.Redirect("/account");
    }
}
