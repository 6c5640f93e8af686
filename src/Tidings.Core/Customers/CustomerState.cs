using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;
using Tidings.Core.Verify;

namespace Tidings.Core.Customers;

/// <summary>
/// All that deciding needs to remember of one customer. Its partition's owner holds it in memory; the journal carries each change
/// as a <see cref="StateDelta"/>; snapshots are written behind. It changes by <see cref="Apply(StateDelta, MessageId)"/> alone, so a replay of the deltas
/// after the last snapshot gives the same state.
/// </summary>
[MemoryPackable]
public sealed partial class CustomerState
{
    /// <summary>The most accounts of a customer of which something is remembered; the longest untouched is forgotten first.</summary>
    public const int MostAccounts = 32;

    RecentEvents _recent = new();
    [MemoryPackInclude] SavedKeys SavedRecent { get => _recent.Save(); set => _recent = RecentEvents.Of(value); }

    public required string Id { get; init; }
    /// <summary>Null: events came, but the bank has not registered the customer (or has closed him).</summary>
    [MemoryPackInclude] public CustomerProfile? Profile { get; private set; }
    /// <summary>When our own clock must raise something for this customer next (a scheduled balance). Null: nothing is due.</summary>
    [MemoryPackInclude] public DateTimeOffset? NextDue { get => _nextDueTicks == 0 ? null : new(_nextDueTicks, TimeSpan.Zero); private set => _nextDueTicks = value?.UtcTicks ?? 0; }
    // Eight bytes in place of twenty-four: there is a state for each customer.
    long _nextDueTicks;

    // New members go to the end: older snapshots are read without them.
    [MemoryPackInclude] AccountState[] _accounts = [];
    /// <summary>The bank has closed the customer: no text goes out until he is registered again.</summary>
    [MemoryPackInclude] public bool Closed { get; private set; }

    [MemoryPackInclude] Msisdn? Former { get => _formerPhone.Digits is null ? null : _formerPhone; set => _formerPhone = value ?? default; }
    // As with what is due: a flag beside it would be eight bytes more of each customer.
    Msisdn _formerPhone;
    [MemoryPackInclude] long _phoneChangedTicks;
    [MemoryPackInclude] CountedText[] _counted = [];
    [MemoryPackInclude] HeardReply[] _heard = [];
    [MemoryPackInclude] long _stoppedTicks;
    /// <summary>Small debits that are told together. Null: none wait.</summary>
    [MemoryPackInclude] public GatheredDebits? Gathered { get; private set; }
    [MemoryPackInclude] long _numbersTicks;
    [MemoryPackInclude] Verification[] _verifications = [];
    /// <summary>What limits of verifications count. Strangers add to it: what policies count of his texts must not go for that.</summary>
    [MemoryPackInclude] CountedText[] _codesCounted = [];
    [MemoryPackInclude] Authenticator[] SavedAuthenticators { get => _seldom?.Authenticators ?? []; set => Seldom(value, _seldom?.Fraud); }
    [MemoryPackInclude] FraudMemory? SavedFraud { get => _seldom?.Fraud; set => Seldom(_seldom?.Authenticators ?? [], value); }
    // What most customers have nothing of takes one reference of each.
    SeldomState? _seldom;

    void Seldom(Authenticator[]? authenticators, FraudMemory? fraud) => _seldom = authenticators is null or [] && fraud is null ? null : new(authenticators ?? [], fraud);

    sealed record SeldomState(Authenticator[] Authenticators, FraudMemory? Fraud);

    /// <summary>What he is known by to tell the unusual, and what he is asked. Null: fraud is not sought, or he has paid nothing yet.</summary>
    [MemoryPackIgnore] public FraudMemory? Fraud => _seldom?.Fraud;

    /// <summary>How long a number that was replaced is still told of changes to the customer's contacts.</summary>
    public static readonly TimeSpan FormerPhoneKept = TimeSpan.FromDays(7);

    /// <summary>
    /// The customer's first number until it was replaced in the last days; null: it was not. Who takes an account over changes the number first, and the
    /// owner must hear of it on the old one, in whatever order the bank's systems tell.
    /// </summary>
    public Msisdn? FormerPhone(DateTimeOffset now) => now.UtcTicks - _phoneChangedTicks <= FormerPhoneKept.Ticks ? Former : null;

    /// <summary>When the customer's first number was replaced last. Null: it never was.</summary>
    [MemoryPackIgnore] public DateTimeOffset? PhoneChangedAt => _phoneChangedTicks == 0 ? null : new(_phoneChangedTicks, TimeSpan.Zero);

    [MemoryPackIgnore] public ReadOnlySpan<AccountState> Accounts => _accounts;

    /// <summary>What it takes of memory, roughly.</summary>
    [MemoryPackIgnore]
    public int Bytes
    {
        get
        {
            var bytes = 420 + _recent.Bytes + (16 * ((_counted?.Length ?? 0) + (_codesCounted?.Length ?? 0))) + (VerificationBytes * (_verifications?.Length ?? 0)) + (AuthenticatorBytes * Authenticators.Length) + (Fraud?.Bytes ?? 0);
            foreach (var account in _accounts)
                bytes += account.Bytes;
            foreach (var passkey in Authenticators)
                bytes += (passkey.Credential?.Length ?? 0) + (passkey.PublicKey?.Length ?? 0);
            return bytes;
        }
    }

    const int VerificationBytes = 320, AuthenticatorBytes = 240;

    /// <summary>Verifications that are under way, and those that ended a while ago.</summary>
    [MemoryPackIgnore] public ReadOnlySpan<Verification> Verifications => _verifications;

    /// <summary>What he has enrolled to prove himself by, and enrolments that await their first code.</summary>
    [MemoryPackIgnore] public ReadOnlySpan<Authenticator> Authenticators => _seldom?.Authenticators;

    public Verification? FindVerification(ulong key)
    {
        foreach (var known in Verifications)
            if (known.Key == key)
                return known;
        return null;
    }

    public bool HasAccepted(ulong eventKey) => _recent.Contains(eventKey);

    /// <summary>So many events came in the last 72 hours that another one could not be told from its repetition later.</summary>
    public bool HasTooManyEvents(DateTimeOffset now) => _recent.Full(now);

    /// <summary>How many texts, verifications or wrong codes were counted under this key after <paramref name="since"/>.</summary>
    public int TextsCounted(ulong key, DateTimeOffset since) => CountedText.Count(_counted, key, since.UtcTicks) + CountedText.Count(_codesCounted, key, since.UtcTicks);

    /// <summary>How many counts for verifications, of whatever key, are younger.</summary>
    internal int CodesCounted(DateTimeOffset since) => CountedText.Count(_codesCounted, since.UtcTicks);

    /// <summary>The customer has ended, by a reply, what he may end.</summary>
    [MemoryPackIgnore] public bool Stopped => _stoppedTicks != 0;

    /// <summary>When he did. Null: he has not, or has asked for them since.</summary>
    [MemoryPackIgnore] public DateTimeOffset? StoppedAt => Stopped ? new(_stoppedTicks, TimeSpan.Zero) : null;

    /// <summary>What the customer wrote in the last day, the newest last.</summary>
    [MemoryPackIgnore] public ReadOnlySpan<HeardReply> Heard => _heard;

    /// <summary>
    /// The same text was heard after <paramref name="since"/>, so that this one is the carrier's repetition; where the carrier was told that we have the first, only with nothing else of his between. One that would end
    /// texts again is none: in doubt the customer is texted less.
    /// </summary>
    public bool RepeatsReply(InboundReply reply, DateTimeOffset since) => !(reply.Meaning == ReplyMeaning.Stop && !Stopped)
        && HeardReply.Repeats(_heard, reply, Strangers.IsOne(Id), since.UtcTicks);

    /// <summary>So often the numbers of a customer to whom something happens are noted again: well within the shortest time that facts are kept.</summary>
    static readonly TimeSpan NumbersNotedEvery = TimeSpan.FromDays(25);

    /// <summary>Whether the numbers of this profile are to be noted, so that who writes from one of them is known by it: they are new, or were noted long ago.</summary>
    internal bool WantsNumbersNoted(CustomerProfile profile, DateTimeOffset now) => profile.Phones.Count > 0
        && (Profile is null || now.UtcTicks - _numbersTicks >= NumbersNotedEvery.Ticks || (!ReferenceEquals(profile, Profile) && !profile.Phones.SequenceEqual(Profile.Phones)));

    public AccountState? FindAccount(string? id)
    {
        foreach (var account in _accounts)
            if (account.Id == id)
                return account;
        return null;
    }

    public void Apply(StateDelta delta) => Apply(delta, default);

    /// <param name="row">The journal row that carries it.</param>
    public void Apply(StateDelta delta, MessageId row)
    {
        _recent.Add(delta.EventKey, delta.At);
        foreach (var change in delta.Changes)
            Apply(change, delta.At, row);
    }

    void Apply(StateChange change, DateTimeOffset at, MessageId row)
    {
        switch (change)
        {
            case AccountTouched touched: OpenAccount(touched.Account).Apply(touched, at); break;
            case AccountScheduled scheduled: OpenAccount(scheduled.Account).Apply(scheduled); Reschedule(); break;
            case TextCounted counted when counted.Needed > TimeSpan.Zero:
                _codesCounted = CountedText.Add(_codesCounted, new(counted.Key, at.UtcTicks), counted, UnknownCustomers.IsOne(Id) ? CountedText.MostOfShared : CountedText.Most);
                break;
            case TextCounted counted: _counted = CountedText.Add(_counted, new(counted.Key, at.UtcTicks)); break;
            case ReplyHeard heard: Hear(heard, at); break;
            case DebitGathered gathered: Gathered = GatheredDebits.With(Gathered, gathered); Reschedule(); break;
            case NumbersNoted: _numbersTicks = at.UtcTicks; break;
            case DebitsTold: Gathered = null; Reschedule(); break;
            case VerificationKept kept: Keep(kept, at, row); Reschedule(); break;
            case AuthenticatorKept kept: SavedAuthenticators = [.. Authenticators, kept.Authenticator]; break;
            case AuthenticatorChanged changed: Change(changed, at); break;
            case ProfileRegistered registered: Register(registered.Profile, at); break;
            case PaymentSeen seen: OpenFraud().Apply(seen); break;
            case PaymentBooked booked: OpenFraud().Apply(booked); break;
            case PaymentLabelled labelled: OpenFraud().Apply(labelled); break;
            case PaymentAdvised advised: OpenFraud().Apply(advised); break;
            case PaymentTold told: OpenFraud().Apply(told.Told); break;
            case ToldForgotten forgotten: OpenFraud().Apply(forgotten); break;
            case QuestionKept kept: OpenFraud().Apply(kept, at, row); Reschedule(); break;
            case CustomerClosed: (Profile, NextDue, _accounts, Closed, Former, Gathered, _verifications, _seldom) = (null, null, [], true, null, null, [], null); break;
        }
    }

    void Keep(VerificationKept kept, DateTimeOffset at, MessageId row)
    {
        var now = kept.Texted ? kept.Verification with { Rows = [.. kept.Verification.Rows, row] } : kept.Verification;
        _verifications = Verification.With(_verifications, now, at, UnknownCustomers.IsOne(Id));
    }

    void Change(AuthenticatorChanged changed, DateTimeOffset at) => SavedAuthenticators = changed.Change == AuthenticatorChange.Removed
        ? [.. SavedAuthenticators.Where(one => one.Key != changed.Key)]
        : Array.ConvertAll(SavedAuthenticators, one => one.Key == changed.Key ? one.After(changed.Change, changed.Step, at) : one);

    FraudMemory OpenFraud()
    {
        if (Fraud is not { } fraud)
            Seldom(SavedAuthenticators, fraud = new());
        return fraud;
    }

    void Hear(ReplyHeard heard, DateTimeOffset at)
    {
        _heard = HeardReply.Add(_heard, heard.Reply);
        _stoppedTicks = heard.Effect switch { ReplyEffect.Stopped => Stopped ? _stoppedTicks : at.UtcTicks, ReplyEffect.Started => 0, _ => _stoppedTicks };
    }

    void Register(CustomerProfile profile, DateTimeOffset at)
    {
        if (Profile is { Phones: [var former, ..] } && (profile.Phones.Count == 0 || profile.Phones[0] != former))
            (_formerPhone, _phoneChangedTicks) = (former, at.UtcTicks);
        // One that comes where there was none is as new as one that takes another's place.
        else if (Profile is { Phones.Count: 0 } && profile.Phones.Count > 0)
            _phoneChangedTicks = at.UtcTicks;
        (Profile, Closed) = (profile, false);
    }

    AccountState OpenAccount(string id)
    {
        if (FindAccount(id) is { } known)
            return known;
        var opened = new AccountState { Id = id };
        if (_accounts.Length < MostAccounts)
            _accounts = [.. _accounts, opened];
        else
        {
            _accounts[LongestUntouched()] = opened;
            Reschedule();
        }
        return opened;
    }

    int LongestUntouched()
    {
        var oldest = 0;
        for (var i = 1; i < _accounts.Length; i++)
            if (_accounts[i].Touched < _accounts[oldest].Touched)
                oldest = i;
        return oldest;
    }

    void Reschedule()
    {
        NextDue = Gathered?.Due;
        foreach (var account in _accounts)
            if (account.NextDue is { } due && !(NextDue <= due))
                NextDue = due;
        foreach (var verification in Verifications)
            if (verification.Status == VerificationStatus.Pending && !(NextDue <= verification.ExpiresAt))
                NextDue = verification.ExpiresAt;
        if (Fraud?.Due is { } asked && !(NextDue <= asked))
            NextDue = asked;
    }

    [MemoryPackOnDeserialized]
    void ShareId()
    {
        if (Profile is { } profile && profile.Id == Id)
            Profile = profile with { Id = Id };
    }

    public byte[] Snapshot() => MemoryPackSerializer.Serialize(this);

    public static CustomerState Restore(ReadOnlySpan<byte> snapshot) =>
        MemoryPackSerializer.Deserialize<CustomerState>(snapshot) ?? throw new InvalidDataException("An empty customer snapshot.");
}
