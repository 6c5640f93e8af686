// Receives the webhooks of a node and prints what they say. How to subscribe: docs/client.md
// Usage: TIDINGS_WEBHOOK_SECRET=whsec_… webhook-receiver --urls http://127.0.0.1:5005
using Tidings.Client.Messages;
using Tidings.Client.Webhooks;

if (Environment.GetEnvironmentVariable("TIDINGS_WEBHOOK_SECRET") is not { Length: > 0 } secret)
{
    Console.Error.WriteLine("Set TIDINGS_WEBHOOK_SECRET to the secret of the subscription: whsec_…");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton(new WebhookVerifier(secret));
var app = builder.Build();

app.MapPost("/tidings", async (HttpRequest request, WebhookVerifier verifier) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    var headers = new WebhookHeaders(
        request.Headers[WebhookHeaders.IdName], request.Headers[WebhookHeaders.TimestampName], request.Headers[WebhookHeaders.SignatureName]);
    if (verifier.TryRead(headers, body.ToArray(), out var webhook) != WebhookVerdict.Genuine)
        return Results.BadRequest();
    switch (webhook)
    {
        case MessageWebhook { State: MessageState.Delivered } delivered:
            Console.WriteLine($"{delivered.Message} of event {delivered.Event.Id} is on the phone");
            break;
        case MessageWebhook other:
            Console.WriteLine($"{other.Message} of event {other.Event.Id}: {other.State}");
            break;
        case SuppressedWebhook not:
            Console.WriteLine($"event {not.Event.Id} was not told: {not.Reason}");
            break;
    }
    // Whatever we do not know is taken too: it would come again for a day.
    return Results.NoContent();
});

await app.RunAsync();
return 0;
