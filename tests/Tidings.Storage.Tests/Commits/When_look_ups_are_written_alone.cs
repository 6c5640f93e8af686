using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Commits;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Commits;

/// <summary>Nobody waits for the disk on their account; whatever else a unit holds is waited for.</summary>
public sealed class When_look_ups_are_written_alone
{
    static CommitUnit Alone => new() { Lookups = [new(1, Sample.Id(1), 0)], LowPriority = true };

    static readonly string[] Same = [nameof(CommitUnit.Lookups), nameof(CommitUnit.LowPriority), nameof(CommitUnit.IsAwaited), "EqualityContract"];

    /// <summary>Everything that a unit may hold besides, whatever is added to it one day.</summary>
    public static TheoryData<string> Besides =>
        [.. typeof(CommitUnit).GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(static property => property.Name).Except(Same)];

    [Fact]
    public void They_are_known_however_their_unit_says_that_it_holds_nothing_else()
    {
        Assert.True(new PendingUnit(Alone).IsLookups);
        // As whoever seals a unit leaves it: lists of its own, without a row.
        Assert.True(new PendingUnit(Alone with { Journal = new List<JournalRow>(), Profiles = new List<ProfileRow>(), Accounts = new List<AccountRow>() }).IsLookups);
    }

    [Theory]
    [MemberData(nameof(Besides))]
    public void With_anything_else_they_are_not_alone(string name)
    {
        var unit = Alone;
        var property = typeof(CommitUnit).GetProperty(name)!;
        property.SetValue(unit, Something(property.PropertyType));
        Assert.False(new PendingUnit(unit).IsLookups);
    }

    [Fact]
    public void Without_low_priority_they_are_waited_for_and_nothing_is_no_look_up()
    {
        Assert.False(new PendingUnit(Alone with { LowPriority = false }).IsLookups);
        Assert.False(new PendingUnit(new() { LowPriority = true }).IsLookups);
    }

    static object Something(Type type)
    {
        if (type == typeof(bool))
            return true;
        if (type == typeof(AuditEntries))
            return new AuditEntries(1, new byte[2]);
        if (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var one = Array.CreateInstance(type.GetGenericArguments()[0], 1);
            one.SetValue(RuntimeHelpers.GetUninitializedObject(type.GetGenericArguments()[0]), 0);
            return one;
        }
        if (type == typeof(TellChange))
            return new TellChange();
        return RuntimeHelpers.GetUninitializedObject(Nullable.GetUnderlyingType(type) ?? type);
    }
}
