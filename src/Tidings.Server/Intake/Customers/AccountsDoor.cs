using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Server.Intake.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Customers;

/// <summary><c>/v1/accounts/{id}</c>.</summary>
internal sealed class AccountsDoor(IAccountDirectory accounts, IntakeGate gate, CustomerActs acts)
{
    sealed class Asked(string id)
    {
        public readonly string Id = id;
        public readonly FieldErrors Errors = new();
        public Account? Account;
    }

    public IResult Get(string id) => !JsonBody.IsId(id)
        ? JsonBody.WrongId
        : accounts.TryGet(id, out var found)
            ? Results.Json(AccountView.Of(found), IntakeJson.Answers.AccountView)
            : new Problem(ProblemCodes.NotFound) { Detail = "No account with this id is registered." };

    /// <summary>What is wrong where another account has this one's IBAN: a file's entries could belong to either.</summary>
    public static FieldError? IbanOfAnother(IAccountDirectory accounts, Account account) =>
        account.Iban is { } iban && accounts.TryGet(iban, out var other) && other.Id != account.Id
            ? new("iban", FieldCodes.Repeated, "Another account has this IBAN.", "Take it away from the other account first.")
            : null;

    public async Task<IResult> Put(string id, HttpContext http)
    {
        if (!JsonBody.IsId(id))
            return JsonBody.WrongId;
        var asked = new Asked(id);
        if (await JsonBody.Read(http, gate, asked, static (json, asked) => asked.Account = AccountReader.Read(json, asked.Id, asked.Errors)) is { } wrong)
            return wrong;
        if (asked.Account is not { } account)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = asked.Errors.Take() };
        if (IbanOfAnother(accounts, account) is { } taken)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = [taken] };
        var before = accounts.TryGet(id, out var found) && found.Id == id ? found : null;
        await accounts.Put([account], http.RequestAborted);
        await acts.Changed(http.Caller().Identity, before, account);
        return Results.Json(AccountView.Of(account), IntakeJson.Answers.AccountView);
    }
}
