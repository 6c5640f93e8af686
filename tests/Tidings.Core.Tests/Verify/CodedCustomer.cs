using System.Security.Cryptography;
using MemoryPack;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Verify;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Tests.Verify;

/// <summary>A customer whom a bank asks for codes: what the door does around a decision, and each delta applied as the journal gives it back.</summary>
internal sealed class CodedCustomer
{
    ulong _event;
    long _row = 1_000;

    public CodedCustomer(string id = "C-1", bool known = true, PurposeList? purposes = null)
    {
        State = new() { Id = id };
        Book = Rulebook.Create(Given.Bank, PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, [], purposes: purposes is null ? null : PurposeBook.Of(purposes))!;
        if (known)
            Decide(new() { Source = "bank", Id = "0", Type = EventTypes.CustomerUpdated, Time = Now, Customer = id, Profile = Given.Ada with { Id = id } });
    }

    public Rulebook Book { get; set; }
    public CustomerState State { get; private set; }
    public DateTimeOffset Now { get; set; } = Given.Noon;
    /// <summary>The partition's time, where it is not the clock's.</summary>
    public DateTimeOffset? Steady { get; set; }
    public ITextCounts? Counts { get; set; }
    public VerificationGuards? Guards { get; set; }
    public Decision Last { get; private set; } = null!;

    public Decision Decide(BankEvent happened)
    {
        var decision = Decider.Decide(Book, State, null, happened, ++_event, Now, counts: Counts, guards: Guards);
        // As it comes back from the disk.
        State.Apply(MemoryPackSerializer.Deserialize<StateDelta>(MemoryPackSerializer.Serialize(decision.Delta))!, new(++_row));
        return Last = decision;
    }

    public VerificationAnswer Step(VerificationStep step) => Decide(new()
    {
        Source = "tidings:verification:test", Id = $"{_event}", Type = EventTypes.Verification, Time = Now, Customer = State.Id, Verification = step with { At = Steady ?? Now },
    }).Verification!;

    public static KeyedHash Hash(ulong key, string purpose, string? session, Payment? payment, string code) => new(1, SHA256.HashData(CodeBinding.Of(key, purpose, SessionOf(session), payment, code)));

    public static byte[]? SessionOf(string? session) => session is null ? null : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(session));

    public VerificationAnswer Start(ulong key = 1, string code = "482913", string purpose = "login", string? session = null, Payment? payment = null, string? to = null, string asked = "C-1", bool alone = false, VerificationMeans? means = null, SwapAnswer swap = SwapAnswer.NotAsked) => Step(new()
    {
        Act = VerificationAct.Start, Key = key, Purpose = purpose, Session = SessionOf(session), Payment = payment, Code = code, Hash = Hash(key, purpose, session, payment, code), To = to is null ? null : new(to), NumberAlone = alone,
        Asked = alone ? UnknownCustomers.Asked(null, to!) : UnknownCustomers.Asked(asked, ""), Request = key, Means = means, Swap = swap,
        SwapOf = to is not null ? new(to) : State.Profile is { Phones: [var reached, ..] } ? reached : null,
    });

    /// <param name="begun">What its journal row says.</param>
    public VerificationAnswer Check(string code, ulong key = 1, string purpose = "login", string? session = null, Payment? payment = null, Verification? begun = null) => Step(new()
    {
        Act = VerificationAct.Check, Begun = begun, Key = key, Purpose = purpose, Session = SessionOf(session), Payment = payment, Guesses = [Hash(key, purpose, session, payment, Codes.Typed(code))], Typed = Codes.Typed(code),
    });

    public VerificationAnswer Resend(string code, ulong key = 1, string purpose = "login", string? session = null, Payment? payment = null) =>
        Step(new() { Act = VerificationAct.Resend, Key = key, Code = code, Hash = Hash(key, purpose, session, payment, code) });

    public VerificationAnswer Cancel(ulong key = 1) => Step(new() { Act = VerificationAct.Cancel, Key = key });

    /// <summary>What our own clock raises now.</summary>
    public IReadOnlyList<BankEvent> Due() => Schedules.DueEvents(State, Now);

    /// <summary>Out of memory and back.</summary>
    public void Restore() => State = CustomerState.Restore(State.Snapshot());

    public VerificationStatus Status(ulong key = 1) => State.FindVerification(key)!.Status;
}
