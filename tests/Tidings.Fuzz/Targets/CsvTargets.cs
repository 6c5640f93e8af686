using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;

namespace Tidings.Fuzz.Targets;

/// <summary>What the imports of customers and of accounts have in common. The first octet is the character set that the request names.</summary>
internal abstract class CsvTarget : FuzzTarget
{
    protected static readonly IReadOnlyDictionary<string, string> NoMapping = new Dictionary<string, string>();

    static readonly string[] Fields =
    [
        "", " ", "\"", "\"\"", "C-1", "Ada Jensen", "+15005550006", "07700 900123", "en", "tr_TR", "Europe/Istanbul", "../../etc/passwd", "yes", "maybe", "22:00", "99:99", "GBP", "XXX", "12.50", "1e9",
        "-79228162514264337593543950336", "=cmd()", "\0", "\u00e9", "\ud83d\ude00", "id", "name", "phone", "holders", "currency", "C-1|C-2;C-3 C-4", "\r", "\r\n", "\uFEFF",
    ];

    public override long MayAllocate(int octets) => 1024 * 1024 + 1024L * octets;

    public override int Longest => 8192;

    public override IReadOnlyList<byte[]> Words { get; } = [.. Fields.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xFE, 0xFF], [0xED, 0xA0, 0x80]];

    public override byte[]? Reshape(Random random, byte[] input) => input.Length < 2 ? null : [input[0], .. RowMutator.Mutate(random, input[1..], Fields)];

    public override void Run(byte[] input, Features seen)
    {
        if (input.Length == 0)
            return;
        using var file = new MemoryStream(input, 1, input.Length - 1);
        Read(file, (input[0] % 4) switch { 1 => Encoding.Latin1, 2 => Encoding.Unicode, 3 => Encoding.BigEndianUnicode, _ => null }, seen);
    }

    protected abstract void Read(Stream file, Encoding? encoding, Features seen);

    protected static void Drain<T>(IAsyncEnumerable<ImportRecord<T>> records, Features seen, Action<T> check) where T : class
    {
        var (rows, ended) = (0L, false);
        var each = records.GetAsyncEnumerator();
        while (each.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            Oracle.Holds(!ended, "nothing comes after a failure");
            switch (each.Current)
            {
                case ImportHeader<T> header:
                    seen.AddMagnitude(1, header.Ignored.Count);
                    break;
                case ImportFailure<T> failure:
                    ended = true;
                    foreach (var error in failure.Errors)
                        seen.AddWords(2, error.Code + error.Why);
                    break;
                case ImportRow<T> row:
                    Oracle.Holds(row.Row > rows, "rows come in their order");
                    rows = row.Row;
                    Oracle.Holds(row.Value is null == row.Errors.Count > 0, "a row is taken or told what is wrong");
                    foreach (var error in row.Errors)
                        seen.AddWords(3, error.Code + error.Why);
                    if (row.Value is { } value)
                        check(value);
                    seen.Add(4, row.Value is null ? 0u : 1);
                    break;
            }
        }
        seen.AddMagnitude(5, rows);
        each.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

internal sealed class CustomersCsvTarget : CsvTarget
{
    readonly CustomerImport _import = new(new NumberingPlan("GB", assignedOnly: false), "en", "Etc/UTC");

    public override string Name => "csv-customers";

    public override IEnumerable<byte[]> Seeds() =>
    [
        [0, .. "id,name,phone,phone2,language,timeZone,marketingOptOut,quietFrom,quietUntil\nC-1,Ada Jensen,+15005550006,,en,Europe/London,no,22:00,07:00\nC-2,\"Bo \"\"B\"\" Li\",07700 900123,+442079460000,tr_TR,,yes,,\n"u8],
        [1, .. Encoding.Latin1.GetBytes("Customer Number;Full Name;Mobile;Extra\nC-3;Zoé;+15005550006;x\n")], [2, .. Encoding.Unicode.GetBytes("id\tname\tphone\nC\tN\t+15005550006")], [0, .. "id|name|phone\n\"C\"x|N|"u8],
    ];

    protected override void Read(Stream file, Encoding? encoding, Features seen) => Drain(_import.Read(file, encoding, NoMapping), seen, static update =>
        Oracle.Holds(update.Profile is { Id.Length: > 0 and <= 64, Name.Length: > 0 and <= 140 } profile && !profile.Name.AsSpan().ContainsAnyInRange('\0', '\x1f')
            && profile.Phones.All(static phone => phone.Digits.All(char.IsAsciiDigit)), "a profile is as its rules say"));
}

internal sealed class AccountsCsvTarget : CsvTarget
{
    public override string Name => "csv-accounts";

    public override IEnumerable<byte[]> Seeds() =>
    [
        [0, .. "id,holders,currency,masked,nickname,lowBalance,largeTransaction\nA-1,C-1|C-2,GBP,**1234,Rent,10.00,500\nA-2,C-1,EUR,,,,\nA-2,C-2,EUR,,,,\n"u8], [0, .. "iban;owner;ccy\nDE02120300000000202051;C-9;EUR\n"u8],
    ];

    protected override void Read(Stream file, Encoding? encoding, Features seen) => Drain(AccountImport.Read(file, encoding, NoMapping), seen, static update =>
        Oracle.Holds(update.Account is { Id.Length: > 0 and <= 64, Currency.Length: 3, Holders.Count: > 0 and <= 20, Masked: { } masked } && masked.Count(char.IsDigit) <= 6, "an account is as its rules say"));
}
