using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>
/// Accounts from CSV. A joint account has its holders in one field, separated by a bar, a semicolon or a space, or in several rows, wherever they stand: their
/// holders are joined where all else agrees or is left out. What the file has no column for stays as it is registered.
/// </summary>
public static class AccountImport
{
    /// <summary>The fields that a file may have.</summary>
    public static IReadOnlyList<ImportField> Fields { get; } =
    [
        new("id", true, "account", "account id", "account number", "account no", "iban"),
        new("holders", true, "holder", "customer", "customers", "customer id", "owner", "owners", "cif"),
        new("currency", true, "ccy", "account currency"),
        new("masked", false, "masked number", "display number"),
        new("nickname", false, "alias", "account name"),
        new("lowBalance", false, "low balance threshold"),
        new("largeTransaction", false, "large transaction threshold"),
        new("iban", false, "account iban"),
    ];

    /// <summary>All accounts of the file are remembered while it is read, to join the rows of one.</summary>
    const int MostAccounts = 1_000_000;

    static readonly char[] Separators = ['|', ';', ' '];

    /// <summary>Reads the file as a stream. See <see cref="ImportRecord{T}"/>.</summary>
    public static async IAsyncEnumerable<ImportRecord<AccountUpdate>> Read(
        Stream file, Encoding? encoding, IReadOnlyDictionary<string, string> mapping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = new CsvRows(file, encoding);
        var (columns, failed) = await ImportStart.Header<AccountUpdate>(rows, Fields, mapping, cancel).ConfigureAwait(false);
        if (columns is null)
        {
            yield return failed!;
            yield break;
        }
        yield return new ImportHeader<AccountUpdate>(columns.Ignored);
        var reader = new RowReader(rows, columns);
        var keeps = Keeps(reader);
        var known = new Dictionary<string, AccountLine>(StringComparer.Ordinal);
        (AccountLine Line, long Row)? open = null;
        while (true)
        {
            var (read, failure) = await rows.Next(cancel).ConfigureAwait(false);
            var line = read ? Line(reader) : null;
            var errors = read ? reader.TakeErrors() : [];
            if (line is not null && errors.Count == 0 && known.TryGetValue(line.Id, out var before))
            {
                (var both, var contradicts) = before.With(line);
                line = both;
                if (both is null)
                    errors = [reader.Error(contradicts!, FieldCodes.Repeated, "Another row of this account says otherwise, or together they have too many holders.", "Say the same in all rows of an account, or leave it out.")];
            }
            // Rows of an account that follow each other are registered at once.
            if (open is { } ready && (errors.Count > 0 || line?.Id != ready.Line.Id))
            {
                yield return Row(ready.Line, ready.Row, keeps);
                open = null;
            }
            if (failure is not null)
                yield return new ImportFailure<AccountUpdate>(rows.Row, [failure]);
            if (!read)
                yield break;
            if (errors.Count > 0)
                yield return new ImportRow<AccountUpdate>(rows.Row, null, errors);
            else if (known.Count == MostAccounts && !known.ContainsKey(line!.Id))
            {
                yield return new ImportFailure<AccountUpdate>(rows.Row, [new("$", FieldCodes.Limit, $"The file has more than {MostAccounts} accounts.", "Split it; keep the rows of an account together.")]);
                yield break;
            }
            else
            {
                known[line!.Id] = line;
                open = (line, open?.Row ?? rows.Row);
            }
        }
    }

    static ImportRow<AccountUpdate> Row(AccountLine line, long row, AccountMembers keeps) => new(row, new(line.ToAccount(), keeps), []);

    static AccountMembers Keeps(RowReader row) =>
        (row.Has("masked") ? 0 : AccountMembers.Masked) | (row.Has("nickname") ? 0 : AccountMembers.Nickname) | (row.Has("lowBalance") ? 0 : AccountMembers.LowBalance)
        | (row.Has("largeTransaction") ? 0 : AccountMembers.LargeTransaction) | (row.Has("iban") ? 0 : AccountMembers.Iban);

    static AccountLine Line(RowReader row) => new(
        row.RequiredText("id", AccountRules.LongestId) ?? "", Holders(row), Currency(row), Masked(row), row.Text("nickname", AccountRules.LongestNickname),
        row.Amount("lowBalance", mayBeNegative: true), row.Amount("largeTransaction", mayBeNegative: false), ReadIban(row));

    static string? ReadIban(RowReader row)
    {
        if (row.Text("iban", Iban.Longest * 2) is not { } written)
            return null;
        return Iban.Normalise(written) ?? row.Wrong("iban", FieldCodes.Format, AccountRules.IbanWhy, AccountRules.IbanFix);
    }

    static string[] Holders(RowReader row)
    {
        var text = row.RequiredText("holders", AccountRules.MostHolders * (AccountRules.LongestId + 1));
        var holders = text?.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray() ?? [];
        if (holders.Length > AccountRules.MostHolders)
            row.Wrong("holders", FieldCodes.Range, $"There are more than {AccountRules.MostHolders}.", "Split the account.");
        if (holders.Any(h => h.Length > AccountRules.LongestId))
            row.Wrong("holders", FieldCodes.TooLong, $"A customer's id is longer than {AccountRules.LongestId} characters.", "Separate holders by a bar.");
        return holders;
    }

    static string Currency(RowReader row)
    {
        if (row.RequiredText("currency", 16) is not { } written)
            return "";
        if (Currencies.Find(written) is { } known)
            return known;
        row.Wrong("currency", FieldCodes.UnknownValue, "It is not a currency of ISO 4217.", "Write the three capital letters of the code, for example EUR.");
        return "";
    }

    static string? Masked(RowReader row)
    {
        var masked = row.Text("masked", AccountRules.LongestMasked);
        if (masked is null || !AccountRules.ShowsTooMuch(masked))
            return masked;
        return row.Wrong("masked", FieldCodes.Range, AccountRules.MaskedWhy, AccountRules.MaskedFix);
    }
}
