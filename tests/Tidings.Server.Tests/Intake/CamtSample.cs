using System.Globalization;
using System.Text;

namespace Tidings.Server.Tests.Intake;

/// <summary>A camt.054 of our own making, of any length.</summary>
internal static class CamtSample
{
    public const string Head = """<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>M-1</MsgId></GrpHdr><Ntfctn><Id>N-1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>""";
    public const string Tail = "</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>";

    public static string Entry(int i, string status = "BOOK", string? amount = null) =>
        string.Create(CultureInfo.InvariantCulture, $"""<Ntry><NtryRef>R-{i}</NtryRef>{amount ?? $"<Amt Ccy=\"EUR\">{i}.50</Amt>"}<CdtDbtInd>{(i % 2 == 0 ? "CRDT" : "DBIT")}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>""");

    public static string Of(int entries) => Head + string.Concat(Enumerable.Range(1, entries).Select(i => Entry(i))) + Tail;

    /// <summary>A file that is never whole in memory. <paramref name="onEntry"/> is told the number of each entry as it is read.</summary>
    public static Stream Long(int entries, Action<int> onEntry) => new Generated(entries, onEntry);

    sealed class Generated(int entries, Action<int> onEntry) : Stream
    {
        byte[] _piece = Encoding.UTF8.GetBytes(Head);
        int _at, _next = 1;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == _piece.Length)
            {
                if (_next > entries + 1)
                    return 0;
                onEntry(_next);
                _piece = Encoding.UTF8.GetBytes(_next <= entries ? Entry(_next) : Tail);
                (_at, _next) = (0, _next + 1);
            }
            var length = Math.Min(buffer.Length, _piece.Length - _at);
            _piece.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
