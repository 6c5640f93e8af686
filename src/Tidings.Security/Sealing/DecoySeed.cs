using System.Globalization;
using System.Security.Cryptography;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Sees to it that the decoys are there: a key and a state each, which nothing but their opening tells from a customer's. One whose day comes nearer gets another state with a later day: nodes of then would meet it.</summary>
internal sealed class DecoySeed(IStore inner, KeyRing ring, RowSeals seals)
{
    public const int Count = 3;
    const int FewestYears = 8, MostYears = 16, RenewedYears = 4;

    public async ValueTask Sow(int partitions, CancellationToken cancel)
    {
        string[] numbers = [.. Enumerable.Range(0, Count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];
        using var subjects = await ring.Subjects.OfIds(SubjectKind.Decoy, numbers, make: true, cancel).ConfigureAwait(false);
        var (rows, near) = (new List<ProfileRow>(), ring.Time.GetUtcNow().AddYears(RenewedYears));
        for (var number = 0; number < Count; number++)
        {
            var subject = subjects.Find(numbers[number])!;
            var partition = number * (partitions / Count) % partitions;
            ring.Decoys.Add(subject.Token, number);
            if (await inner.ReadProfiles(partition, [subject.Token], cancel).ConfigureAwait(false) is [{ NextDue: { } due }] && due >= near)
                continue;
            if (subject.Newest is { } key && seals.Seal(Row(partition), subject, key, new RowMemory()) is { } row)
                rows.Add(row);
        }
        if (rows.Count > 0)
            await inner.Commit(new() { Profiles = rows }).ConfigureAwait(false);
    }

    /// <summary>As long as a customer's, due when no node of today will ask.</summary>
    ProfileRow Row(int partition)
    {
        var now = ring.Time.GetUtcNow();
        var due = now.AddDays(RandomNumberGenerator.GetInt32(FewestYears * 365, MostYears * 365));
        var customer = RandomNumberGenerator.GetString("0123456789", 10);
        return new(partition, customer, MessageId.First(now, partition), due, RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(200, 700)));
    }
}
