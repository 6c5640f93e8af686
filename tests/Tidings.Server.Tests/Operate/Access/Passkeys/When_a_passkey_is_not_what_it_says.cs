using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

public sealed class When_a_passkey_is_not_what_it_says
{
    [Fact]
    public async Task A_page_of_another_origin_gets_nothing_registered_and_nobody_in()
    {
        await using var trial = await PasskeyTrial.Start();
        var laptop = await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        await trial.Browser.Open(trial.Browser.WrongOrigin);
        Assert.Equal(401, (await trial.SignIn(await trial.Assertion())).Status);
        await trial.Browser.Open(trial.Browser.Origin);
        await trial.Token();

        await trial.Browser.Open(trial.Browser.WrongOrigin);
        await trial.Browser.RemoveDevice(laptop);
        await trial.Browser.AddDevice();
        var code = await trial.Code("ben");
        var options = (await trial.As(null, "POST", "/v1/operators/enrol/passkey/options", new { code })).Text;
        var refused = await trial.As(null, "POST", "/v1/operators/enrol/passkey", new { code, name = "laptop", credential = await trial.Browser.Create(options) });
        Assert.Equal((422, "passkey-refused"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_proof_is_taken_once()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        var proof = await trial.Assertion();
        Assert.Equal(200, (await trial.SignIn(proof)).Status);
        Assert.Equal(401, (await trial.SignIn(proof)).Status);
    }

    [Theory]
    [InlineData(0, 200), InlineData(1, 401)]
    public async Task A_challenge_lives_for_minutes(int beyond, int status)
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        var proof = await trial.Assertion();
        trial.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(beyond));
        Assert.Equal(status, (await trial.SignIn(proof)).Status);
    }

    [Fact]
    public async Task A_challenge_of_one_ceremony_or_operator_opens_no_other()
    {
        await using var trial = await PasskeyTrial.Start();
        var laptop = await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        var ada = await trial.Token();
        var forAda = (await trial.As(ada, "GET", "/v1/passkeys/options")).Text;
        // The challenge of a registration, answered as a sign-in.
        var asked = JsonNode.Parse((await trial.As(null, "GET", "/v1/sessions/passkey/options")).Text)!;
        asked["challenge"] = JsonNode.Parse(forAda)!["challenge"]!.GetValue<string>();
        Assert.Equal(401, (await trial.SignIn(await trial.Browser.Get(asked.ToJsonString()))).Status);
        // Ada's options, answered by ben.
        await trial.Browser.RemoveDevice(laptop);
        var phone = await trial.Browser.AddDevice();
        await trial.Enrol("ben");
        var ben = await trial.Token();
        await trial.Browser.RemoveDevice(phone);
        await trial.Browser.AddDevice();
        var made = await trial.Browser.Create(forAda);
        Assert.Equal("passkey-refused", (await trial.As(ben, "POST", "/v1/passkeys", new { name = "phone", credential = made })).Code);
        Assert.Equal(200, (await trial.As(ada, "POST", "/v1/passkeys", new { name = "phone", credential = made })).Status);
        Assert.Equal("passkey-refused", (await trial.As(ada, "POST", "/v1/passkeys", new { name = "phone", credential = made })).Code);
    }

    [Fact]
    public async Task A_copy_of_the_authenticator_is_refused_and_recorded_and_the_original_goes_on()
    {
        await using var trial = await PasskeyTrial.Start();
        var original = await trial.Browser.AddDevice();
        var id = await trial.Enrol("ada");
        var copied = await trial.Browser.Copy(original);
        for (var i = 0; i < 3; i++)
            await trial.Token();
        var later = await trial.Browser.Copy(original);
        await trial.Browser.RemoveDevice(original);
        var thief = await trial.Browser.AddDevice();
        await trial.Browser.Put(thief, copied);
        Assert.DoesNotContain(await trial.Acts(), static act => act.Name == "passkey.count-went-back");
        Assert.Equal(401, (await trial.SignIn(await trial.Assertion())).Status);
        Assert.Contains(new("system", "passkey.count-went-back", $"passkey/{id}"), await trial.Acts());
        await trial.Browser.RemoveDevice(thief);
        await trial.Browser.Put(await trial.Browser.AddDevice(), later);
        await trial.Token();
    }

    [Theory]
    [InlineData(0u, 0u, false), InlineData(0u, 1u, false), InlineData(7u, 8u, false), InlineData(7u, 7u, true), InlineData(7u, 6u, true), InlineData(7u, 0u, true)]
    public void A_count_that_does_not_grow_is_a_copys_and_none_at_all_is_not(uint stored, uint said, bool goesBack) =>
        Assert.Equal(goesBack, Security.Access.Passkeys.PasskeySignIns.GoesBack(stored, said));

    [Fact]
    public async Task A_device_that_does_not_verify_its_user_is_not_enough()
    {
        await using var trial = await PasskeyTrial.Start();
        var laptop = await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        await trial.Browser.VerifiesNobody(laptop);
        // The browser is told that the user may stay unknown; the signed flags still say so.
        var asked = JsonNode.Parse((await trial.As(null, "GET", "/v1/sessions/passkey/options")).Text)!;
        Assert.Equal("required", asked["userVerification"]!.GetValue<string>());
        asked["userVerification"] = "discouraged";
        Assert.Equal(401, (await trial.SignIn(await trial.Browser.Get(asked.ToJsonString()))).Status);
    }

    [Fact]
    public async Task Whatever_a_stranger_sends_is_refused_and_breaks_nothing()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        var ada = await trial.Token();
        var proof = (await trial.Assertion()).GetRawText();
        foreach (var member in (string[])["id", "rawId", "clientDataJSON", "authenticatorData", "signature", "userHandle", "type", "response"])
            Assert.Equal((member, 401), (member, (await trial.SignIn(JsonDocument.Parse(Without(proof, member)).RootElement)).Status));
        var random = new Random(7);
        var statuses = new HashSet<int>();
        for (var i = 0; i < 300; i++)
        {
            var changed = proof.ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                changed[random.Next(changed.Length)] = (char)random.Next(' ', '~');
            if (Parsed(new(changed)) is { ValueKind: JsonValueKind.Object } sent)
                statuses.Add((await trial.SignIn(sent)).Status);
        }
        // Some changes touch only what proves nothing (a hint of the browser): the proof is good once.
        Assert.Empty(statuses.Except([200, 401]));
        Assert.Contains(401, statuses);
        Assert.Equal(200, (await trial.As(ada, "GET", "/v1/me")).Status);
    }

    static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Without(string proof, string member)
    {
        var node = JsonNode.Parse(proof)!.AsObject();
        node.Remove(member);
        node["response"]?.AsObject().Remove(member);
        return node.ToJsonString();
    }
}
