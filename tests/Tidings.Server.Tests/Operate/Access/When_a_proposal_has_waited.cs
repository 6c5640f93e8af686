using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>By a clock that the test moves: what has become of the operator or the key that proposed, and of what was proposed.</summary>
public sealed class When_a_proposal_has_waited : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-waited-");
    IStore _store = null!;
    IntakeHost _host = null!;
    string _approver = "";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = SqliteStore.Create(new() { Directory = _folder.FullName }, _clock);
        await _store.Open(1, Cancel);
        _host = await IntakeHost.Start(services: services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            services.AddSingleton(_store);
            services.Configure<AccessOptions>(static options => options.TwoPersons = ["api-key"]);
        });
        _approver = (await Keys.Create("approver", Cancel)).Secret;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    ApiKeys Keys => _host.Services.GetRequiredService<ApiKeys>();

    SignIns SignIns => _host.Services.GetRequiredService<SignIns>();

    Task<Answer> As(string token, string method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return _host.Send(request);
    }

    async Task<string> ProposeKey(string token, DateTimeOffset? expires = null)
    {
        var made = await As(token, "POST", "/v1/keys", new { name = "ledger", kind = "live", scopes = (string[])["templates:read"], expires });
        Assert.True(made.Status == 200, made.Text);
        _clock.Advance(TimeSpan.FromSeconds(1));
        return made.Json.GetProperty("proposal").GetString()!;
    }

    Task<Answer> Approve(string id) => As(_approver, "POST", $"/v1/proposals/{id}/approve", new { });

    static void Refused(Answer answer, string code, string why)
    {
        Assert.Equal((409, code), (answer.Status, answer.Code));
        Assert.Contains(why, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Ada, security officer, has enrolled and proposes a key.</summary>
    async Task<(string Proposal, string Secret)> Ada()
    {
        var code = (await As(_host.Key, "POST", "/v1/operators", new { name = "ada", roles = (string[])["security-officer"] })).Json.GetProperty("enrolment").GetString()!;
        var enrolled = (await SignIns.Enrol(code, Cancel))!;
        var totp = When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]);
        var session = (await SignIns.SignIn("ada", enrolled.Secret, Totp.Code(totp, Totp.CounterAt(_clock.GetUtcNow())), Cancel))!;
        return (await ProposeKey(session.Token), enrolled.Secret);
    }

    [Fact]
    public async Task Of_an_operator_who_stands_as_he_did_it_is_approved()
    {
        var (id, _) = await Ada();
        Assert.Equal(200, (await As(_host.Key, "PUT", "/v1/operators/ada", new { roles = (string[])["security-officer", "viewer"] })).Status);
        Assert.Equal(200, (await Approve(id)).Status);
    }

    [Fact]
    public async Task Of_an_operator_who_is_removed_it_is_refused()
    {
        var (id, _) = await Ada();
        Assert.Equal(200, (await As(_host.Key, "DELETE", "/v1/operators/ada")).Status);
        Refused(await Approve(id), "proposer-gone", "Who proposed it is no operator any more.");
    }

    [Fact]
    public async Task Of_an_operator_who_was_added_anew_it_is_refused_since_it_may_be_somebody_else()
    {
        var (id, _) = await Ada();
        Assert.Equal(200, (await As(_host.Key, "POST", "/v1/operators", new { name = "ada", roles = (string[])["security-officer"] })).Status);
        Refused(await Approve(id), "proposer-gone", "added anew");
    }

    [Fact]
    public async Task Of_an_operator_who_has_lost_the_role_it_is_refused()
    {
        var (id, _) = await Ada();
        Assert.Equal(200, (await As(_host.Key, "PUT", "/v1/operators/ada", new { roles = (string[])["viewer"] })).Status);
        Refused(await Approve(id), "proposer-gone", "it needs keys:manage");
    }

    [Fact]
    public async Task Of_an_operator_who_is_locked_it_is_refused_until_he_is_not()
    {
        var (id, secret) = await Ada();
        for (var i = 0; i < SignIns.MostWrongCodes; i++)
            Assert.Null(await SignIns.SignIn("ada", secret, "none", Cancel));
        Refused(await Approve(id), "proposer-gone", "is locked");
        _clock.Advance(SignIns.LockedFor);
        Assert.Equal(200, (await Approve(id)).Status);
    }

    [Fact]
    public async Task Of_a_key_that_has_expired_it_is_refused()
    {
        var author = await Keys.Create(new ApiKeyRequest("author") { Scopes = ScopeNames.All, Expires = _clock.GetUtcNow().AddHours(1) }, [], Cancel);
        var id = await ProposeKey(author.Secret);
        _clock.Advance(TimeSpan.FromHours(1));
        Refused(await Approve(id), "proposer-gone", "has expired since");
    }

    [Fact]
    public async Task A_key_that_would_have_expired_already_is_refused_and_one_that_has_not_is_not()
    {
        var (soon, later) = (await ProposeKey(_host.Key, _clock.GetUtcNow().AddHours(1)), await ProposeKey(_host.Key, _clock.GetUtcNow().AddHours(3)));
        _clock.Advance(TimeSpan.FromHours(1));
        Refused(await Approve(soon), "proposal-ran-out", "The key would have expired already.");
        Assert.Equal(200, (await Approve(later)).Status);
    }

    [Fact]
    public async Task An_operator_whose_code_has_run_out_is_refused_and_other_roles_have_no_end()
    {
        var (operators, proposals, caller) = (_host.Services.GetRequiredService<Operators>(), _host.Services.GetRequiredService<Proposals>(), Keys.Check(_host.Key)!);
        await operators.Put([operators.Prepare("ada", ["viewer"], null).Row], Cancel);
        var added = proposals.Propose(operators.Prepare("ben", ["viewer"], caller.Behind).Row, caller);
        var changed = proposals.Propose(operators.Change("ada", ["auditor"])!, caller);
        await operators.Put([.. added.Rows, .. changed.Rows], Cancel);
        _clock.Advance(Operators.EnrolWithin);
        Refused(await Approve(added.Proposal.Id), "proposal-ran-out", "The code by which the operator would enrol has run out.");
        Assert.Equal(200, (await Approve(changed.Proposal.Id)).Status);
    }

    [Fact]
    public async Task What_it_would_change_has_changed_since_and_it_says_so()
    {
        var operators = _host.Services.GetRequiredService<Operators>();
        await operators.Put([operators.Prepare("ada", ["viewer"], null).Row], Cancel);
        var (proposal, rows) = _host.Services.GetRequiredService<Proposals>().Propose(operators.Change("ada", ["auditor"])!, Keys.Check(_host.Key)!);
        await operators.Put([operators.Change("ada", ["approver"])!], Cancel);
        await operators.Put(rows, Cancel);
        Refused(await Approve(proposal.Id), "conflict", "What it would change has changed since.");
    }

    [Fact]
    public async Task A_subject_that_somebody_else_has_by_then_is_refused()
    {
        var operators = _host.Services.GetRequiredService<Operators>();
        var (proposal, rows) = _host.Services.GetRequiredService<Proposals>().Propose(operators.Prepare("ada", ["viewer"], null, "s-1").Row, Keys.Check(_host.Key)!);
        await operators.Put(rows, Cancel);
        await operators.Put([operators.Prepare("ben", ["viewer"], null, "s-1").Row], Cancel);
        var refused = await Approve(proposal.Id);
        Assert.Equal((422, "validation-failed"), (refused.Status, refused.Code));
        Assert.Null(operators.WhyNotSubject("ben", "s-1"));
    }

    [Theory]
    [InlineData("certificate:core", "keys:manage templates:read", null)]
    [InlineData("certificate:core", "keys:manage", "It gives more than who proposed it has now: templates:read.")]
    [InlineData("certificate:core", "templates:read", "it needs keys:manage")]
    [InlineData("certificate:other", "keys:manage", "comes with a certificate that is taken here no more")]
    [InlineData("token:https://idp.example#s-1", "", null)]
    [InlineData("token:https://other.example#s-1", "", "of an issuer that is believed here no more")]
    [InlineData("nobody", "", "is not known here")]
    public async Task Who_came_otherwise_is_known_as_far_as_the_configuration_knows_him(string by, string scopes, string? why)
    {
        var options = new AccessOptions { Certificates = [new() { Name = "core", Scopes = scopes.Split(' ') }] };
        options.Oidc.Issuer = "https://idp.example";
        var proposers = new Proposers(_host.Services.GetRequiredService<Standings>(), _host.Services.GetRequiredService<Operators>(), Options.Create(options));
        var row = Keys.Prepare(new ApiKeyRequest("k") { Scopes = Scope.TemplatesRead }).Row;
        var found = await proposers.WhyNot(
            new() { Id = "p1", Kind = "api-key", Subject = row.Id, From = 0, Body = row.Body.ToArray(), By = by, Behind = by, At = _clock.GetUtcNow() }, Cancel);
        if (why is null)
            Assert.Null(found);
        else
            Assert.Contains(why, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_account_was_removed_since_is_gone_also_where_he_came_with_a_token()
    {
        var options = new AccessOptions();
        options.Oidc.Issuer = "https://idp.example";
        var operators = _host.Services.GetRequiredService<Operators>();
        var proposers = new Proposers(_host.Services.GetRequiredService<Standings>(), operators, Options.Create(options));
        await operators.Put([operators.Prepare("ada", ["viewer"], null, "s-1").Row], Cancel);
        Proposal Proposed() => new()
        {
            Id = "p1", Kind = "template", Subject = "fee", From = 0, Body = [], By = "token:https://idp.example#s-1", Behind = "token:https://idp.example#s-1", At = _clock.GetUtcNow(),
        };
        var before = Proposed();
        Assert.Null(await proposers.WhyNot(before, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await operators.Put([operators.Removal("ada")!], Cancel);
        Assert.Equal("Who proposed it is no operator any more.", await proposers.WhyNot(before, Cancel));
        // A bank that gives its accounts up for its issuer's: what is proposed after that stands.
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await proposers.WhyNot(Proposed(), Cancel));
    }
}
