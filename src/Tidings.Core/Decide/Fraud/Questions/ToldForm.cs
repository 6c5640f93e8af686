using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>
/// A told payment in few bytes, as it lies in memory and nowhere else. What its event says anyway is not said twice, times stand as distances from one another, and of a payment only what a label needs stays: its place and the customer's clock
/// are forgotten.
/// </summary>
internal static class ToldForm
{
    static readonly string[] Types = [EventTypes.CardAuthorisation, EventTypes.TransactionPosted, EventTypes.PaymentInitiated];
    const byte TypeBits = 3, Declined = 4, HasTerminal = 8, HasDevice = 16, HasPoints = 32;

    public static ReadOnlySpan<byte> Write(ToldPayment told)
    {
        var (asked, payment) = (told.Asked, told.Payment);
        var bytes = new MemoryStream(160);
        using var to = new BinaryWriter(bytes);
        to.Write((byte)(Array.IndexOf(Types, asked.Type) | (asked.Declined ? Declined : 0) | (payment.Terminal != 0 ? HasTerminal : 0) | (payment.Device != 0 ? HasDevice : 0) | (told.Points != 0 ? HasPoints : 0)));
        to.Write(told.To);
        to.Write7BitEncodedInt64(told.Ticks - asked.Time.UtcTicks);
        to.Write((short)asked.Time.TotalOffsetMinutes);
        to.Write7BitEncodedInt64(asked.Time.ToUnixTimeSeconds() - payment.At);
        to.Write7BitEncodedInt64(payment.Minor);
        Write(to, asked.Amount);
        if (payment.Terminal != 0)
            to.Write(payment.Terminal);
        if (payment.Device != 0)
            to.Write(payment.Device);
        if (told.Points != 0)
            to.Write(told.Points);
        to.Write(asked.Source);
        to.Write(asked.Id);
        foreach (var word in (ReadOnlySpan<string?>)[asked.Account, asked.Merchant, asked.Counterparty, asked.CardLast4, asked.Country])
            to.Write(word ?? "");
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
    }

    public static ToldPayment Read(ulong key, long ticks, ReadOnlySpan<byte> form)
    {
        using var from = new BinaryReader(new MemoryStream(form.ToArray(), writable: false));
        var flags = from.ReadByte();
        var to = from.ReadUInt32();
        var utc = ticks - from.Read7BitEncodedInt64();
        var offset = TimeSpan.FromMinutes(from.ReadInt16());
        var time = new DateTimeOffset(utc + offset.Ticks, offset);
        var at = (uint)(time.ToUnixTimeSeconds() - from.Read7BitEncodedInt64());
        var minor = from.Read7BitEncodedInt64();
        var amount = Amount(from);
        var terminal = (flags & HasTerminal) != 0 ? from.ReadUInt64() : 0;
        var device = (flags & HasDevice) != 0 ? from.ReadUInt64() : 0;
        var points = (flags & HasPoints) != 0 ? from.ReadSingle() : 0;
        var asked = new AskedPayment
        {
            Type = Types[flags & TypeBits], Declined = (flags & Declined) != 0, Time = time, Amount = amount, Source = from.ReadString(), Id = from.ReadString(),
            Account = Word(from), Merchant = Word(from), Counterparty = Word(from), CardLast4 = Word(from), Country = Word(from),
        };
        var payment = PaymentOf.Ends(new() { At = at, Minor = minor, Id = key, Terminal = terminal, Device = device }, asked.Merchant, asked.Counterparty, asked.Country);
        return new(asked, payment, points, ticks, to);
    }

    /// <summary>Its digits as one number, and how many of them stand behind the point: 12.30 remains 12.30.</summary>
    static void Write(BinaryWriter to, Money money)
    {
        var plain = money.Amount.Scale <= 18 && Math.Abs(money.Amount) < 1_000_000_000 && decimal.GetBits(money.Amount) is [>= 0, 0, 0, _];
        to.Write((byte)(plain ? money.Amount.Scale : byte.MaxValue));
        if (plain)
            to.Write7BitEncodedInt(decimal.GetBits(money.Amount)[0]);
        else
            to.Write(money.Amount);
        to.Write(money.Currency);
    }

    static Money Amount(BinaryReader from)
    {
        var scale = from.ReadByte();
        var amount = scale == byte.MaxValue ? from.ReadDecimal() : new decimal(from.Read7BitEncodedInt(), 0, 0, false, scale);
        return new(amount, from.ReadString());
    }

    static string? Word(BinaryReader from) => from.ReadString() is { Length: > 0 } word ? word : null;
}
