// Tells a node that Ada Jensen has paid by card, and waits until her phone has the text. Start the demo first: ./tidings demo
// Usage: first-event <address of the node> <key>
using Microsoft.Extensions.DependencyInjection;
using Tidings.Client;
using Tidings.Client.Events;
using Tidings.Client.Messages;

if (args is not [var address, var key])
{
    Console.Error.WriteLine("Give the address of the node and a key, as './tidings demo' prints them: first-event http://127.0.0.1:8080 tk_live_…");
    return 2;
}

var services = new ServiceCollection();
services.AddTidings(options =>
{
    options.Address = new Uri(address);
    options.Key = key;
});
await using var provider = services.BuildServiceProvider();
var tidings = provider.GetRequiredService<TidingsClient>();

var payment = new TidingsEvent("/bank/cards", $"pay-{Guid.NewGuid()}", new TransactionPosted
{
    Account = "A-1001",
    Kind = TransactionKind.CardPayment,
    Amount = new Money(12.30m, "GBP"),
    Merchant = new Merchant { Name = "Corner Bakery" },
});
try
{
    var sent = await tidings.Events.SendAsync(payment);
    Console.WriteLine($"{sent.Status}: {string.Join(", ", sent.Messages)}");
    foreach (var id in sent.Messages)
        await Follow(id);

    Console.WriteLine("All that Ada was told:");
    await foreach (var message in tidings.Messages.SearchAsync(new MessageQuery { Customer = "C-1001" }))
        Console.WriteLine($"  {message.StoredAt:u} {message.Alert}: {message.Status}");
    return 0;
}
catch (TidingsException failure)
{
    Console.Error.WriteLine(failure.Message);
    foreach (var error in failure.Errors)
        Console.Error.WriteLine($"  {error.Field}: {error.Why} {error.Fix}");
    return 1;
}

// A program that must know learns it by webhook. Here a look now and then will do.
async Task Follow(string id)
{
    while (await tidings.Messages.FindAsync(id) is { } message)
    {
        if (message.State is not (MessageState.Queued or MessageState.Deferred or MessageState.Sent))
        {
            foreach (var line in message.Timeline)
                Console.WriteLine($"  {line.At:HH:mm:ss.fff} {line.Words}");
            Console.WriteLine($"{message.Status.Title}: {message.Text}");
            return;
        }
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
    }
}
