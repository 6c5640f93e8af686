using Tidings.Core.Ports.Rows;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Track;

public class When_entries_wait_to_be_written
{
    readonly LookupBuffer _buffer = new();

    [Fact]
    public void They_are_found_by_key_also_those_added_after_a_search()
    {
        for (var i = 0; i < 5_000; i++)
            _buffer.Add(new(i % 10, new(i), 0));
        Assert.Equal(500, Found(3).Count);
        _buffer.Add(new(3, new(9_000), 1));
        Assert.Contains(new LookupRow(3, new(9_000), 1), Found(3));
        Assert.Equal(501, Found(3).Count);
        Assert.Empty(Found(11));
    }

    [Fact]
    public void Only_those_below_are_found()
    {
        _buffer.Add(new(1, new(5), 0));
        _buffer.Add(new(1, new(6), 0));
        Assert.Equal([new(1, new(5), 0)], Found(1, before: 6));
    }

    [Fact]
    public void None_are_found_once_they_are_written()
    {
        _buffer.Add(new(1, new(5), 0));
        Assert.Single(Found(1));
        _buffer.Clear();
        Assert.Empty(Found(1));
        _buffer.Add(new(2, new(6), 0));
        Assert.Empty(Found(1));
        Assert.Single(Found(2));
    }

    HashSet<LookupRow> Found(long key, long before = long.MaxValue)
    {
        var found = new HashSet<LookupRow>();
        _buffer.Find(key, new(before), found);
        return found;
    }
}
