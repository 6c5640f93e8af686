using System.Collections.Concurrent;

namespace Tidings.Security.Keys;

/// <summary>
/// Subjects whose keys are in memory, at most so many and so long. The one that is dropped for room is one that was not used for the longest time, roughly: each gets a
/// second turn where it was used since the first.
/// </summary>
internal sealed class SubjectCache(KeyLimits limits, TimeProvider time) : IDisposable
{
    readonly ConcurrentDictionary<string, Subject> byToken = new(StringComparer.Ordinal);
    // The way of every event: one look-up.
    readonly ConcurrentDictionary<string, Subject> byCustomer = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<(Subject Subject, string? Customer)> turns = new();

    // The dictionary's own count takes all of its locks.
    int held;

    public int Count => Volatile.Read(ref held);

    /// <summary>The subject of a customer's id, where it is in memory and within its time.</summary>
    public bool TryGetCustomer(string customer, out Subject found) =>
        byCustomer.TryGetValue(customer, out found!) && !found.Dropped && InTime(found);

    public bool TryGet(string token, out Subject found) => byToken.TryGetValue(token, out found!) && InTime(found);

    bool InTime(Subject found)
    {
        if (time.GetElapsedTime(found.LoadedAt) >= limits.Lifetime)
            return false;
        found.Used = true;
        return true;
    }

    /// <param name="customer">The id, where it is known and is a customer's.</param>
    public void Put(Subject subject, string? customer)
    {
        if (byToken.TryGetValue(subject.Token, out var before) && !ReferenceEquals(before, subject))
            Drop(before);
        if (byToken.TryAdd(subject.Token, subject))
            Interlocked.Increment(ref held);
        if (customer is not null)
            byCustomer[customer] = subject;
        turns.Enqueue((subject, customer));
        MakeRoom();
    }

    /// <summary>Zeroes a subject's keys now.</summary>
    public void Remove(string token)
    {
        if (!byToken.TryRemove(token, out var removed))
            return;
        Interlocked.Decrement(ref held);
        removed.Dispose();
    }

    void MakeRoom()
    {
        if (Count <= limits.Subjects)
            return;
        // Entries of subjects that were dropped already are passed over; twice round is enough to find one to drop.
        for (var left = 2L * turns.Count; Count > limits.Subjects && left > 0 && turns.TryDequeue(out var next); left--)
        {
            if (!Held(next.Subject))
            {
                Forget(next.Customer, next.Subject);
                continue;
            }
            if (next.Subject.Used)
            {
                next.Subject.Used = false;
                turns.Enqueue(next);
                continue;
            }
            Drop(next.Subject);
            Forget(next.Customer, next.Subject);
        }
    }

    /// <summary>Zeroes what is past its time, also where nobody asks for it any more.</summary>
    public void Tidy()
    {
        for (var left = turns.Count; left > 0 && turns.TryDequeue(out var next); left--)
        {
            if (!Held(next.Subject))
                Forget(next.Customer, next.Subject);
            else if (time.GetElapsedTime(next.Subject.LoadedAt) < limits.Lifetime)
                turns.Enqueue(next);
            else
            {
                Drop(next.Subject);
                Forget(next.Customer, next.Subject);
            }
        }
    }

    void Forget(string? customer, Subject subject)
    {
        if (customer is not null)
            byCustomer.TryRemove(new(customer, subject));
    }

    bool Held(Subject subject) => byToken.TryGetValue(subject.Token, out var held) && ReferenceEquals(held, subject);

    void Drop(Subject subject)
    {
        if (byToken.TryRemove(new(subject.Token, subject)))
            Interlocked.Decrement(ref held);
        subject.Drop();
    }

    public void Dispose()
    {
        foreach (var subject in byToken.Values)
            Drop(subject);
        byCustomer.Clear();
        turns.Clear();
    }
}
