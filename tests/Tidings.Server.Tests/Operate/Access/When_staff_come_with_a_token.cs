using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_staff_come_with_a_token
{
    const string Fee = """{"class":"transaction","requires":["amount"],"bodies":{"en":"{{ bank }}: fee {{ amount }}","es":"{{ amount }}","tr":"{{ amount }}","hi":"{{ amount }}","ar":"{{ amount }}"}}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Task<RealNode> Start(Issuer issuer) => RealNode.Start(
        null, ("Access:TwoPersons:0", "template"), ("Access:Oidc:Issuer", issuer.Address), ("Access:Oidc:Audience", "tidings"), ("Access:Oidc:RolesClaim", "realm_access.groups"),
        ("Access:Oidc:Roles:0:Value", "Texts Authors"), ("Access:Oidc:Roles:0:Role", "template-author"), ("Access:Oidc:Roles:1:Value", "Texts Approvers"), ("Access:Oidc:Roles:1:Role", "approver"),
        ("Access:Oidc:Roles:2:Value", "Call Centre"), ("Access:Oidc:Roles:2:Role", "operator"), ("Access:Oidc:Roles:3:Value", "Call Centre"), ("Access:Oidc:Roles:3:Role", "auditor"));

    static string Token(Issuer issuer, string subject, params string[] groups)
    {
        var claims = issuer.Claims(TimeProvider.System.GetUtcNow());
        claims.Remove("scope");
        claims["sub"] = subject;
        claims["realm_access"] = new JsonObject { ["groups"] = new JsonArray([.. groups.Select(static group => JsonValue.Create(group))]) };
        return issuer.Sign(claims);
    }

    static async Task<Answer> As(RealNode node, string token, HttpMethod method, string path, string? body = null)
    {
        node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await node.Send(method, path, body: body);
    }

    static string Key(RealNode node) => File.ReadAllText(Path.Combine(node.Directory, "first-api-key")).Trim();

    /// <summary>An operator's account with a session.</summary>
    static async Task<string> Session(RealNode node, string name, string? subject, params string[] roles)
    {
        var added = await As(node, Key(node), HttpMethod.Post, "/v1/operators", JsonSerializer.Serialize(new { name, roles, subject }));
        var signIns = node.Services.GetRequiredService<SignIns>();
        var enrolled = (await signIns.Enrol(added.Json.GetProperty("enrolment").GetString()!, Cancel))!;
        var totp = When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]);
        return (await signIns.SignIn(name, enrolled.Secret, Totp.Code(totp, Totp.CounterAt(TimeProvider.System.GetUtcNow())), Cancel))!.Token;
    }

    static async Task<string> Propose(RealNode node, string token)
    {
        var proposed = await As(node, token, HttpMethod.Put, "/v1/templates/fee", Fee);
        Assert.Equal(202, proposed.Status);
        return proposed.Json.GetProperty("proposal").GetString()!;
    }

    static async Task<int> Approve(RealNode node, string token, string proposal) => (await As(node, token, HttpMethod.Post, $"/v1/proposals/{proposal}/approve", "{}")).Status;

    /// <summary>The id of a text that a payment made.</summary>
    static async Task<string> Message(RealNode node)
    {
        await As(node, Key(node), HttpMethod.Put, "/v1/customers/C-1", """{"name":"Ada","phones":["+15005550006"],"language":"en"}""");
        await As(node, Key(node), HttpMethod.Put, "/v1/accounts/A-1001", """{"holders":["C-1"],"currency":"EUR"}""");
        return (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment())).Results[0].GetProperty("messages")[0].GetString()!;
    }

    [Fact]
    public async Task Their_groups_are_their_roles_as_the_configuration_says_and_nothing_else_is()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await Start(issuer);
        async Task<string[]> Scopes(params string[] groups) =>
            [.. (await As(node, Token(issuer, "s-1", groups), HttpMethod.Get, "/v1/me")).Json.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()!)];
        Assert.Equal(ScopeNames.Of(Roles.Table["template-author"]), await Scopes("Texts Authors", "Canteen"));
        Assert.Equal(ScopeNames.Of(Roles.Table["operator"] | Roles.Table["auditor"]), await Scopes("Call Centre"));
        // A role's own name is no group of the bank's; a group's word is not the group.
        Assert.Empty(await Scopes("administrator", "Texts", "Approvers", "texts approvers", ""));
    }

    [Fact]
    public async Task They_propose_and_approve_and_reveal_as_who_has_a_session()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await Start(issuer);
        var (author, approver) = (Token(issuer, "s-author", "Texts Authors"), Token(issuer, "s-approver", "Texts Approvers"));
        var id = await Propose(node, author);
        Assert.Equal(403, await Approve(node, author, id));
        Assert.Equal(200, await Approve(node, approver, id));
        Assert.Equal(2, (await As(node, author, HttpMethod.Get, "/v1/templates/fee")).Json.GetProperty("version").GetInt32());

        var message = await Message(node);
        Assert.Equal(403, (await As(node, author, HttpMethod.Post, $"/v1/messages/{message}/reveal", """{"reason":"complaint 4711"}""")).Status);
        Assert.Equal(200, (await As(node, Token(issuer, "s-call", "Call Centre"), HttpMethod.Post, $"/v1/messages/{message}/reveal", """{"reason":"complaint 4711"}""")).Status);
        var acts = (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of).ToArray();
        Assert.Contains(new Act($"token:{issuer.Address}#s-call", "message.revealed", $"message/{message}", "complaint 4711"), acts);
        Assert.Contains(acts, act => act.Actor == $"token:{issuer.Address}#s-approver" && act.Name == "template.approved");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Nobody_approves_what_he_proposed_by_his_other_way_of_signing_in(bool proposedInASession)
    {
        await using var issuer = await Issuer.Start();
        await using var node = await Start(issuer);
        var session = await Session(node, "ada", "s-ada", "template-author", "approver");
        var token = Token(issuer, "s-ada", "Texts Authors", "Texts Approvers");
        var id = await Propose(node, proposedInASession ? session : token);
        Assert.Equal(403, await Approve(node, proposedInASession ? token : session, id));
        // Nor with a key that he made the other way, nor once he is no operator any more.
        var key = (await node.Services.GetRequiredService<ApiKeys>().Create(
            new ApiKeyRequest("k") { Scopes = Scope.TemplatesApprove, MadeBy = proposedInASession ? $"token:{issuer.Address}#s-ada" : "operator:ada" }, [], Cancel)).Secret;
        Assert.Equal(403, await Approve(node, key, id));
        Assert.Equal(200, (await As(node, Key(node), HttpMethod.Delete, "/v1/operators/ada")).Status);
        Assert.Equal(proposedInASession ? 403 : 401, await Approve(node, proposedInASession ? token : session, id));
        // Of one who is gone nobody else approves it either.
        Assert.Equal(409, await Approve(node, Token(issuer, "s-ben", "Texts Approvers"), id));
    }

    [Fact]
    public async Task It_holds_also_where_it_becomes_known_after_the_proposal_who_he_is()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await Start(issuer);
        var session = await Session(node, "ada", null, "approver");
        var id = await Propose(node, Token(issuer, "s-ada", "Texts Authors"));
        var said = await As(node, Key(node), HttpMethod.Put, "/v1/operators/ada", """{"roles":["approver"],"subject":"s-ada"}""");
        Assert.Equal((200, "s-ada"), (said.Status, said.Json.GetProperty("subject").GetString()));
        Assert.Equal(403, await Approve(node, session, id));
        // Other roles leave it as it is; taken away, they are two again.
        Assert.Equal("s-ada", (await As(node, Key(node), HttpMethod.Put, "/v1/operators/ada", """{"roles":["approver","viewer"]}""")).Json.GetProperty("subject").GetString());
        Assert.Equal(200, (await As(node, Key(node), HttpMethod.Put, "/v1/operators/ada", """{"roles":["approver"],"subject":""}""")).Status);
        Assert.Equal(200, await Approve(node, session, id));
    }

    [Fact]
    public async Task A_subject_is_one_operators()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await Start(issuer);
        await Session(node, "ada", "s-ada", "viewer");
        foreach (var subject in (string[])["s-ada", "zoë", new string('s', 256)])
            Assert.Equal(422, (await As(node, Key(node), HttpMethod.Post, "/v1/operators", JsonSerializer.Serialize(new { name = "ben", roles = new[] { "viewer" }, subject }))).Status);
    }

    [Theory]
    [InlineData("", "viewer"), InlineData("Staff", "emperor"), InlineData("Staff", "")]
    public void A_value_without_a_role_stops_the_start(string value, string role) =>
        Assert.True(new OidcOptionsCheck().Validate(null, new() { Oidc = new() { Roles = [new() { Value = value, Role = role }] } }).Failed);
}
