using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tidings.Simulator.Smsc;
using Tidings.Simulator.Texts;

namespace Tidings.Simulator.Phone;

/// <summary>What the page asks: the phones, one phone's conversation, replies, counters.</summary>
internal sealed class PhoneEndpoints(Exchange exchange, SimulatorOptions options, int smppPort)
{
    const int MostPhones = 500, MostTexts = 300;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/phones", Phones);
        app.MapGet("/phones/{number}", Conversation);
        app.MapPost("/replies", ReplyAsync);
        app.MapGet("/stats", context => Json.WriteAsync(context, exchange.Stats()));
        app.MapGet("/health", context => Json.WriteAsync(context, new HealthView("ok", smppPort, exchange.Stats().Binds)));
    }

    Task Phones(HttpContext context)
    {
        var phones = exchange.Inbox.Phones(MostPhones).Select(phone => new PhoneView("+" + phone.Latest.Number, phone.Count, BubbleView.Of(phone.Latest)));
        return Json.WriteAsync(context, new PhonesView([.. phones], options.EmptyHint, smppPort, options.Sink));
    }

    Task Conversation(HttpContext context)
    {
        if (Numbers.Digits((string?)context.GetRouteValue("number")) is not { } number)
            return Problem.Invalid("number", "must be a phone number of 3 to 20 digits, with or without +").WriteAsync(context);
        var texts = exchange.Inbox.Conversation(number, MostTexts).Select(BubbleView.Of);
        return Json.WriteAsync(context, new ConversationView("+" + number, exchange.Rules.Get(number), [.. texts]));
    }

    async Task ReplyAsync(HttpContext context)
    {
        if (await Json.ReadAsync<ReplyRequest>(context) is not { } request)
            return;
        var errors = new Dictionary<string, string[]>();
        var from = Numbers.Digits(request.From);
        var to = request.To ?? (from is null ? null : exchange.Inbox.LatestPeer(from));
        if (from is null)
            errors["from"] = ["must be a phone number of 3 to 20 digits, with or without +"];
        else if (to is not { Length: > 0 and <= 20 } || to.Any(letter => letter is < ' ' or > '~'))
            errors["to"] = ["must be the sender that is answered, of 1 to 20 ASCII characters; it may be left out once the phone has a text"];
        if (request.Text is not { Length: > 0 and <= ReplyLimit.Characters })
            errors["text"] = [$"must have 1 to {ReplyLimit.Characters} characters"];
        if (errors.Count > 0)
        {
            await Problem.Invalid(errors).WriteAsync(context);
            return;
        }
        var order = new ReplyOrder(from!, to!, request.Text!);
        if (!exchange.Reply(order, out _))
        {
            await Problem.NoBind.WriteAsync(context);
            return;
        }
        var encoded = MoEncoder.Encode(order.Text);
        await Json.WriteAsync(
            context, new ReplyAccepted("+" + order.From, order.To, encoded.Parts.Count, encoded.Encoding), StatusCodes.Status202Accepted);
    }
}
