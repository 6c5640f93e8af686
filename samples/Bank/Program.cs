// A small bank that does not exist: a login from a new device and a payment, each approved by a code on the phone. Start the demo first: ./tidings demo
// Usage: meridian-bank <address of the node> <key> [--urls http://127.0.0.1:5080]
using System.Globalization;
using Meridian;
using Meridian.Codes;
using Meridian.Customers;
using Meridian.Visits;
using Microsoft.AspNetCore.DataProtection;
using Tidings.Client;

if (args is not [var address, var key, .. var rest] || !Uri.TryCreate(address, UriKind.Absolute, out var node))
{
    Console.Error.WriteLine("Give the address of the node and a key, as './tidings demo' prints them: meridian-bank http://127.0.0.1:8080 tk_live_…");
    return 2;
}

// The bank speaks English, whatever the machine does.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-GB");

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = rest, ContentRootPath = AppContext.BaseDirectory });
if (builder.Configuration["urls"] is null)
    builder.WebHost.UseUrls("http://127.0.0.1:5080");
builder.WebHost.ConfigureKestrel(static kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 16 << 10;
});

builder.Services.AddTidings(options =>
{
    options.Address = node;
    options.Key = key;
    // Somebody waits at the page.
    options.Patience = TimeSpan.FromSeconds(5);
    options.AttemptTimeout = TimeSpan.FromSeconds(5);
});
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<CustomerBook>();
builder.Services.AddSingleton<VisitBook>();
builder.Services.AddSingleton<CodeDesk>();
builder.Services.AddSingleton<Announcements>();
builder.Services.AddHostedService(static provider => provider.GetRequiredService<Announcements>());
builder.Services.AddRazorComponents();
builder.Services.AddAntiforgery(static options =>
{
    options.Cookie.Name = "meridian-form";
    options.SuppressXFrameOptionsHeader = true;
});
// Visits are in memory, and end with it; so may the keys of its forms.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();

var app = builder.Build();
app.UseExceptionHandler(static failed => failed.Run(static http =>
{
    http.Response.ContentType = "text/plain; charset=utf-8";
    return http.Response.WriteAsync("Something went wrong on our side. Nothing was paid. Please go back and try again.");
}));
app.Use(PageHeaders.Add);
app.UseStaticFiles();
app.UseRouting();
app.UseMiddleware<OneAtATime>();
var pages = app.MapGroup("").AddEndpointFilter<FromOurPages>().AddEndpointFilter<WhileTheNodeIsAway>();
LoginPages.Map(pages);
PaymentPages.Map(pages);
await app.RunAsync();
return 0;
