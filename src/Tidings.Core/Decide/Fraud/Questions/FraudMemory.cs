using MemoryPack;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>What a customer's state remembers to tell the unusual by, and what he is asked.</summary>
[MemoryPackable]
public sealed partial class FraudMemory
{
    const int MostAwaited = 8, MostAdvised = 32;
    static readonly uint AwaitedFor = (uint)TimeSpan.FromDays(7).TotalSeconds;

    [MemoryPackIgnore] public CustomerHistory History { get; private set; } = new();
    [MemoryPackInclude] SavedCustomerHistory? SavedHistory { get => History.Save(); set => History = CustomerHistory.Restore(value); }

    [MemoryPackInclude] FraudQuestion[] _questions = [];
    [MemoryPackInclude] Expected[] _awaited = [];
    [MemoryPackInclude] PaymentAdvised[]? _advised;
    [MemoryPackInclude] ToldPayment[]? SavedTold { get => _told.Bytes == 0 ? null : Told; set => _told = ToldPayments.Of(value); }
    // What else is known of those whose booking is to come, the last of both belong together: older states have none of it.
    [MemoryPackInclude] AwaitedEnds[]? _awaitedEnds;

    /// <summary>The oldest first.</summary>
    [MemoryPackIgnore] public ReadOnlySpan<FraudQuestion> Questions => _questions;

    ToldPayments _told;

    /// <summary>The payments that ordinary texts told him of last, in the order in which they were decided.</summary>
    [MemoryPackIgnore] public ToldPayment[] Told => _told.Read();

    /// <summary>Of one of them he was told so long ago.</summary>
    internal bool ToldUpTo(long ticks) => _told.AnyUpTo(ticks);

    /// <summary>When the next step of a question falls due. Null: none does.</summary>
    [MemoryPackIgnore]
    public DateTimeOffset? Due
    {
        get
        {
            DateTimeOffset? first = null;
            foreach (var question in _questions)
                if (question.Due is { } due && !(first <= due))
                    first = due;
            return first;
        }
    }

    /// <summary>What it takes of memory, roughly.</summary>
    [MemoryPackIgnore] public int Bytes => 64 + History.Bytes + (600 * _questions.Length) + (16 * _awaited.Length) + (200 * (_advised?.Length ?? 0)) + _told.Bytes + (24 * (_awaitedEnds?.Length ?? 0));

    public FraudQuestion? Find(ulong key) => Array.Find(_questions, question => question.Key == key);

    /// <summary>What was said of a payment to a bank that waits, for who asks again. One that nothing was said of may go on; null: that may be forgotten, and there is no opinion any more.</summary>
    /// <param name="key">Of its event.</param>
    public PaymentAdvice? AdviceOn(ulong key) => Said(key) ?? (_advised?.Length == MostAdvised || _questions.Length == FraudQuestion.Most ? null : new(0, FraudAdvice.Allow, [], default, 0));

    PaymentAdvice? Said(ulong key)
    {
        if (Array.FindLast(_advised ?? [], one => one.Key == key) is { } said)
            return new(said.Points, said.Advice, said.Reasons, Find(said.Question)?.Row ?? default, said.Question);
        return Array.FindLast(_questions, one => one.IsAbout(key)) is { } asked
            ? new(asked.Points, asked.Advice, asked.Reasons, asked.Row, asked.Key)
            : null;
    }

    /// <summary>The payment of this print that was seen, and whose booking this may be: as it was remembered, so that a label finds it. Null: none is awaited.</summary>
    public Payment? Awaited(ulong print, in Payment booking)
    {
        var at = booking.At;
        var found = Array.FindIndex(_awaited, one => one.Print == print && at < one.At + AwaitedFor);
        if (found < 0)
            return null;
        var ends = EndsOf(found);
        return booking with { Id = ends.Id, At = _awaited[found].At, Terminal = ends.Terminal, Device = ends.Device };
    }

    AwaitedEnds EndsOf(int awaited) => awaited - _awaited.Length + (_awaitedEnds?.Length ?? 0) is >= 0 and var at ? _awaitedEnds![at] : default;

    internal void Apply(PaymentSeen seen)
    {
        History.Add(seen.Payment);
        if (seen.Awaits != 0)
        {
            _awaited = [.. _awaited.TakeLast(MostAwaited - 1), new(seen.Awaits, seen.Payment.At)];
            _awaitedEnds = [.. (_awaitedEnds ?? []).TakeLast(MostAwaited - 1), new(seen.Payment.Id, seen.Payment.Terminal, seen.Payment.Device)];
        }
    }

    internal void Apply(PaymentBooked booked)
    {
        var at = Array.FindIndex(_awaited, one => one.Print == booked.Awaited);
        if (at < 0)
            return;
        if (at - _awaited.Length + (_awaitedEnds?.Length ?? 0) is >= 0 and var ends)
            _awaitedEnds = [.. _awaitedEnds![..ends], .. _awaitedEnds[(ends + 1)..]];
        _awaited = [.. _awaited[..at], .. _awaited[(at + 1)..]];
    }

    internal void Apply(ToldPayment told) => _told = _told.With(told);

    internal void Apply(ToldForgotten forgotten) => _told = _told.Since(forgotten.Ticks);

    internal void Apply(PaymentAdvised advised) => _advised = [.. (_advised ?? []).TakeLast(MostAdvised - 1), advised];

    internal void Apply(PaymentLabelled labelled)
    {
        if (labelled.Fraud)
            History.Confirm(labelled.Payment);
    }

    internal void Apply(QuestionKept kept, DateTimeOffset at, MessageId row)
    {
        var question = kept.Asked ? kept.Question with { Row = row } : kept.Question;
        if (kept.Asked)
            _told = _told.Without(question.Key);
        var place = Array.FindIndex(_questions, one => one.Key == question.Key);
        if (place >= 0)
        {
            _questions = [.. _questions];
            _questions[place] = question;
            return;
        }
        var known = _questions.Where(one => one.IsOpen || one.AskedAt > at - FraudQuestion.Remembered).ToList();
        if (known.Count == FraudQuestion.Most)
            // An open one goes last: there are never so many.
            known.RemoveAt(Math.Max(0, known.FindIndex(static one => !one.IsOpen)));
        _questions = [.. known, question];
    }
}

/// <summary>A payment whose booking is to come.</summary>
/// <param name="Print">Of its amount and its other end.</param>
[MemoryPackable]
public readonly partial record struct Expected(ulong Print, uint At);

/// <summary>Of a payment whose booking is to come, what the booking may not say.</summary>
/// <param name="Id">The key of its event.</param>
[MemoryPackable]
public readonly partial record struct AwaitedEnds(ulong Id, ulong Terminal, ulong Device);
