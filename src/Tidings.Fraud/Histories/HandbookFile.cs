using System.Globalization;
using System.IO.Compression;

namespace Tidings.Fraud.Histories;

/// <summary>
/// Reads transactions as the Fraud Detection Handbook publishes them: CSV, gzip where the name ends so, with the columns TRANSACTION_ID, TX_TIME_SECONDS, CUSTOMER_ID, TERMINAL_ID, TX_AMOUNT, TX_FRAUD,
/// TX_FRAUD_SCENARIO.
/// </summary>
public static class HandbookFile
{
    public const string Header = "TRANSACTION_ID,TX_TIME_SECONDS,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO";

    /// <summary>The handbook's first second: 2018-04-01.</summary>
    public static uint Start { get; } = SecondsAt(2018, 4, 1);

    public static uint SecondsAt(int year, int month, int day) => (uint)new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <exception cref="InvalidDataException">The file is not of this form; the message names the line.</exception>
    public static List<LabelledPayment> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var lines = new StreamReader(plain);
        return Read(lines);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static List<LabelledPayment> Read(TextReader lines)
    {
        if (lines.ReadLine() != Header)
            throw new InvalidDataException($"The first line is not {Header}. Give the handbook's transactions.");
        var payments = new List<LabelledPayment>();
        while (lines.ReadLine() is { } line)
        {
            if (!TryLine(line, out var payment) || (payments.Count > 0 && payment.Payment.At < payments[^1].Payment.At))
                throw new InvalidDataException($"Line {payments.Count + 2} is not seven columns of numbers ({Header}), or is earlier than the line before it. Give the transactions by time.");
            payments.Add(payment);
        }
        return payments;
    }

    static bool TryLine(ReadOnlySpan<char> line, out LabelledPayment payment)
    {
        payment = default;
        Span<Range> columns = stackalloc Range[8];
        if (line.Split(columns, ',') != 7
            || !uint.TryParse(line[columns[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !uint.TryParse(line[columns[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !int.TryParse(line[columns[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var customer)
            || !uint.TryParse(line[columns[3]], NumberStyles.None, CultureInfo.InvariantCulture, out var terminal)
            || !decimal.TryParse(line[columns[4]], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || !byte.TryParse(line[columns[5]], NumberStyles.None, CultureInfo.InvariantCulture, out var fraud)
            || !byte.TryParse(line[columns[6]], NumberStyles.None, CultureInfo.InvariantCulture, out var scenario)
            || fraud > 1)
            return false;
        payment = new(customer, new() { At = Start + seconds, Minor = (long)(amount * 100), Id = id + 1UL, Terminal = terminal + 1UL }, fraud == 1, scenario);
        return true;
    }
}
