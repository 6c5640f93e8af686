using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tidings.Client.Webhooks;
using Tidings.Tests.Peers;

namespace Tidings.Client.Tests.Webhooks;

/// <summary>npm's standardwebhooks signs, and our verifier takes it as it is and not otherwise.</summary>
public sealed class When_a_library_of_others_signs
{
    [Fact]
    public async Task It_is_taken_as_it_is_and_not_otherwise()
    {
        var at = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
        var random = new Random(7);
        var all = Enumerable.Range(0, 20).Select(i =>
        {
            var secret = new byte[24 + (2 * i)];
            random.NextBytes(secret);
            return (Secret: "whsec_" + Convert.ToBase64String(secret), Id: $"msg_{i}", Body: $$"""{"type":"x","größe":"{{new string('é', i)}}"}""");
        }).ToArray();
        using var peer = await NodePackage.Start("standardwebhooks", "sign.js");
        foreach (var (secret, id, body) in all)
            await peer.Input.WriteLineAsync(JsonSerializer.Serialize(new { secret, id, seconds = at.ToUnixTimeSeconds(), body }));
        peer.Input.Close();
        var said = await peer.Rest(TestContext.Current.CancellationToken);
        Assert.Equal(all.Length, said.Length);

        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < all.Length; i++)
        {
            var headers = new WebhookHeaders(all[i].Id, seconds, said[i].GetProperty("signature").GetString());
            var verifier = new WebhookVerifier([all[i].Secret], new FakeTimeProvider(at));
            Assert.Equal(WebhookVerdict.Genuine, verifier.Verify(headers, Encoding.UTF8.GetBytes(all[i].Body)));
            Assert.Equal(WebhookVerdict.WrongSignature, verifier.Verify(headers, Encoding.UTF8.GetBytes(all[i].Body + " ")));
            Assert.Equal(WebhookVerdict.WrongSignature, new WebhookVerifier([all[(i + 1) % all.Length].Secret], new FakeTimeProvider(at)).Verify(headers, Encoding.UTF8.GetBytes(all[i].Body)));
        }
    }
}
