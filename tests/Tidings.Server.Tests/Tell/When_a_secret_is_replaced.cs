using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tidings.Server.Tell;

namespace Tidings.Server.Tests.Tell;

public sealed class When_a_secret_is_replaced
{
    static string Sign(string secret, Got got) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{got.Id}.{got.Headers["webhook-timestamp"]}.{got.Text}")))}";

    [Theory, InlineData("01:00:00", true), InlineData("00:00:00", false)]
    public async Task The_one_before_it_signs_too_until_its_time(string kept, bool both)
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start(("Webhooks:OldSecretFor", kept));
        await told.Register("C-1");
        var (id, old) = await told.Subscribe(receiver.Url, TellEvents.Delivered);
        await told.Pay("C-1", "E-1");
        var first = (await receiver.Until(static taken => taken.Length == 1))[0];
        Assert.Equal(Sign(old, first), first.Headers["webhook-signature"]);

        var fresh = (await told.Node.Send(HttpMethod.Post, $"/v1/webhooks/{id}/secret")).Json.GetProperty("secret").GetString()!;
        Assert.NotEqual(old, fresh);
        await told.Pay("C-1", "E-2");
        var second = (await receiver.Until(static taken => taken.Length == 2))[1];
        Assert.Equal(both ? [Sign(fresh, second), Sign(old, second)] : [Sign(fresh, second)], second.Headers["webhook-signature"].Split(' '));
    }

    [Fact]
    public async Task It_signs_on_after_old_data_keys_were_destroyed_and_the_node_began_again()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        var (_, secret) = await told.Subscribe(receiver.Url, TellEvents.Delivered);
        await Passes("rotate", """{"what":"data"}""");
        Assert.NotEqual(0, (await Passes("reencrypt", """{"destroyOld":true}""")).GetProperty("retired").GetInt64());
        await told.Restart();
        await told.Pay("C-1", "E-1");
        var got = (await receiver.Until(static taken => taken.Length == 1))[0];
        Assert.Equal(Sign(secret, got), got.Headers["webhook-signature"]);

        async Task<JsonElement> Passes(string what, string body)
        {
            const string Address = "/v1/installation-keys";
            Assert.Equal(202, (await told.Node.Send(HttpMethod.Post, $"{Address}/{what}", body: body)).Status);
            while (true)
            {
                var pass = (await told.Node.Send(HttpMethod.Get, Address)).Json.GetProperty("pass");
                if (pass.GetProperty("state").GetString() != "running")
                    return pass;
                await Task.Yield();
            }
        }
    }
}
