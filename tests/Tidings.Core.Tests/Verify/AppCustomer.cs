using System.Text;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Tests.Decide.Policies;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

/// <summary>A customer with an authenticator app, and a bank that has more than texts.</summary>
internal static class AppCustomer
{
    public static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>login takes texts before apps, desk apps before texts, app apps alone, and phone texts alone.</summary>
    public static readonly PurposeList Purposes = new()
    {
        Purposes = [Of("login", VerificationMeans.Sms, VerificationMeans.Totp), Of("desk", VerificationMeans.Totp, VerificationMeans.Sms), Of("app", VerificationMeans.Totp), Of("phone", VerificationMeans.Sms)],
    };

    static Purpose Of(string id, params VerificationMeans[] means) => new() { Id = id, Template = "verify-login", Means = means };

    public static CodedCustomer Start(bool enrolled = true, bool known = true, string id = "C-1", params string[] policies)
    {
        var customer = new CodedCustomer(id, known, Purposes) { Book = Book(policies) };
        if (enrolled)
        {
            customer.Enrol();
            Assert.Equal(VerificationOutcome.Done, customer.Confirm(customer.Code(-1)).Outcome);
        }
        return customer;
    }

    /// <summary>The bank with these rules in force.</summary>
    public static Rulebook Book(params string[] policies) => Book(Purposes, policies);

    public static Rulebook Book(PurposeList purposes, params string[] policies)
    {
        var errors = new List<FieldError>();
        var bank = Given.Bank;
        PolicyBook? book = null;
        if (policies.Length > 0)
        {
            bank = bank with { Policies = new() { Packs = ["test"] } };
            book = PolicyBook.Create(bank, [PolicyBank.Read(PolicyBank.Pack(policies), errors)!], errors);
        }
        var all = Rulebook.Create(bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, errors, book, purposes: PurposeBook.Of(purposes));
        Assert.Empty(errors);
        return all!;
    }

    public static VerificationAnswer Enrol(this CodedCustomer customer, ulong key = 7, TotpHash hash = TotpHash.Sha1, int digits = 6) => customer.Step(new()
    {
        Act = VerificationAct.Enrol, Key = key, Enrol = new() { Key = key, Means = VerificationMeans.Totp, Secret = Secret, Hash = hash, Digits = digits, Name = "Phone" },
    });

    public static VerificationAnswer Confirm(this CodedCustomer customer, string code, ulong key = 7) => customer.Step(new() { Act = VerificationAct.Confirm, Key = key, Typed = code });

    public static VerificationAnswer Remove(this CodedCustomer customer, ulong key = 7) => customer.Step(new() { Act = VerificationAct.Remove, Key = key });

    public static Authenticator[] Listed(this CodedCustomer customer) => customer.Step(new() { Act = VerificationAct.List, Key = 0 }).Authenticators ?? [];

    /// <summary>What the app shows so many intervals from now.</summary>
    public static string Code(this CodedCustomer customer, int away = 0, int digits = 6, TotpHash hash = TotpHash.Sha1) => Totp.Code(Secret, Totp.CounterAt(customer.Now) + away, digits, hash);
}
