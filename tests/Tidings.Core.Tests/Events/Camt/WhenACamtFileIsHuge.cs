using System.Text;
using Tidings.Core.Events.Camt;
using static Tidings.Core.Tests.Events.Camt.CamtFiles;

namespace Tidings.Core.Tests.Events.Camt;

/// <summary>Live memory is the process's: nothing may run beside.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(AloneInTheProcess))]
public class WhenACamtFileIsHuge
{
    /// <summary>Megabytes; TIDINGS_CAMT_MB=500 for the real size.</summary>
    private static readonly int s_megabytes =
        int.TryParse(Environment.GetEnvironmentVariable("TIDINGS_CAMT_MB"), out var asked) ? asked : 30;

    [Fact]
    public async Task Memory_stays_flat()
    {
        var entry = Encoding.UTF8.GetBytes(Entry(more: """
            <BookgDt><Dt>2026-11-23</Dt></BookgDt><AcctSvcrRef>S-1</AcctSvcrRef>
            <NtryDtls><TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RltdPties><Cdtr><Nm>Blue River Ltd</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>
            """));
        var wanted = s_megabytes * 1024 * 1024 / entry.Length;
        await AssertFlat(new RepeatingStream(Frame("{}"), entry, wanted), wanted, every: wanted / 6);
    }

    [Fact]
    public async Task Memory_stays_flat_in_one_entry_of_very_many_transactions()
    {
        var details = Encoding.UTF8.GetBytes("<TxDtls><Amt Ccy=\"EUR\">1</Amt><RmtInf><Ustrd>some words</Ustrd></RmtInf></TxDtls>");
        var count = s_megabytes * 1024 * 1024 / 3 / details.Length;
        var frame = Frame(Entry(more: "<NtryDtls>{}</NtryDtls>"));
        var stream = new RepeatingStream(frame, details, count);
        var records = await Read(stream);
        Assert.Equal((count, 1000), (Assert.Single(records.OfType<CamtEntry>()).TransactionCount, records.OfType<CamtEntry>().Single().Transactions.Count));
        Assert.InRange(stream.Growth, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task Memory_stays_flat_in_one_endless_text()
    {
        var words = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
        var stream = new RepeatingStream(Frame(Entry(more: "<AddtlNtryInf>{}</AddtlNtryInf>")), words, s_megabytes * 8);
        Assert.Equal(2000, Assert.Single((await Read(stream)).OfType<CamtEntry>()).AdditionalInformation!.Length);
        Assert.InRange(stream.Growth, 0, 4 * 1024 * 1024);
    }

    private static string[] Frame(string inside) => Message(inside).Split("{}");

    private static async Task AssertFlat(Stream file, int wanted, int every)
    {
        var (entries, lowest, highest) = (0, long.MaxValue, 0L);
        await foreach (var record in CamtReader.ReadAsync(file, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (record is not CamtEntry || ++entries % every != 0)
                continue;
            var live = GC.GetTotalMemory(forceFullCollection: true);
            (lowest, highest) = (Math.Min(lowest, live), Math.Max(highest, live));
        }
        Assert.Equal(wanted, entries);
        Assert.InRange(highest - lowest, 0, 4 * 1024 * 1024);
    }

    /// <summary>Makes the file as it is read: the frame's beginning, the piece many times, the frame's end.</summary>
    private sealed class RepeatingStream(string[] frame, byte[] piece, int times) : Stream
    {
        private readonly byte[] _head = Encoding.UTF8.GetBytes(frame[0]);
        private readonly byte[] _tail = Encoding.UTF8.GetBytes(frame[1]);
        private int _part = -1;
        private int _at;
        private long _before;

        /// <summary>How much more was live three quarters through the file than a quarter through it.</summary>
        public long Growth { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var current = _part < 0 ? _head : _part < times ? piece : _part == times ? _tail : [];
            if (current.Length == 0)
                return 0;
            var length = Math.Min(count, current.Length - _at);
            current.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
            _at += length;
            if (_at < current.Length)
                return length;
            (_part, _at) = (_part + 1, 0);
            if (_part == times / 4)
                _before = GC.GetTotalMemory(forceFullCollection: true);
            else if (_part == times / 4 * 3)
                Growth = Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - _before);
            return length;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var copy = new byte[buffer.Length];
            var read = Read(copy, 0, copy.Length);
            copy.AsMemory(0, read).CopyTo(buffer);
            return ValueTask.FromResult(read);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
