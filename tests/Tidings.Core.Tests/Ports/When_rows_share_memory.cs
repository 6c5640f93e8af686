using System.Buffers;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Tests.Ports;

public sealed class When_rows_share_memory
{
    [Fact]
    public void Each_row_stays_what_it_was_however_many_follow()
    {
        using var memory = new RowMemory();
        var random = new Random(7);
        var rows = new List<(byte[] Written, ReadOnlyMemory<byte> Row)>();
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(i % 50 == 0 ? 60_000 : 400)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                // In pieces, as a serialiser writes.
                foreach (var piece in bytes.Chunk(97))
                    memory.Write(piece);
                rows.Add((bytes, memory.TakeRow()));
            }
            else
            {
                var row = memory.Take(bytes.Length);
                bytes.CopyTo(row);
                rows.Add((bytes, row));
            }
        }
        Assert.All(rows, static row => Assert.Equal(row.Written, row.Row.ToArray()));
    }

    [Fact]
    public void What_was_begun_and_given_up_is_in_no_row()
    {
        using var memory = new RowMemory();
        memory.Write("kept"u8);
        var kept = memory.TakeRow();
        memory.Write("given up"u8);
        memory.Restart();
        memory.Write("next"u8);
        Assert.Equal("next"u8.ToArray(), memory.TakeRow().ToArray());
        Assert.Equal("kept"u8.ToArray(), kept.ToArray());
    }

    [Fact]
    public void It_can_be_used_again_after_it_was_given_back()
    {
        var memory = new RowMemory();
        memory.Write("one"u8);
        _ = memory.TakeRow();
        memory.Dispose();
        memory.Dispose();
        memory.Write("two"u8);
        Assert.Equal("two"u8.ToArray(), memory.TakeRow().ToArray());
        memory.Dispose();
    }

    /// <summary>So many units wait for the disk at a time, each with the rows of an event or two.</summary>
    [Fact]
    public void Some_hundred_that_are_under_way_at_once_use_arrays_of_before_and_not_new_ones()
    {
        const int UnderWay = 400;
        OneRound();
        var before = GC.GetAllocatedBytesForCurrentThread();
        OneRound();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, UnderWay * 400);

        static void OneRound()
        {
            var memories = new RowMemory[UnderWay];
            for (var i = 0; i < UnderWay; i++)
            {
                memories[i] = new();
                memories[i].Take(600);
            }
            foreach (var memory in memories)
                memory.Dispose();
        }
    }
}
