using System.Runtime.CompilerServices;
using System.Text;
using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>
/// Accounts from CSV. A joint account has its holders in one field, separated by a bar, a semicolon or a space, or one a row in rows that follow each other.
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
    ];

    static readonly char[] Separators = ['|', ';', ' '];

    /// <summary>Reads the file as a stream. See <see cref="ImportRecord{T}"/>.</summary>
    public static async IAsyncEnumerable<ImportRecord<Account>> Read(
        Stream file, Encoding? encoding, IReadOnlyDictionary<string, string> mapping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = new CsvRows(file, encoding);
        var (columns, failed) = await ImportStart.Header<Account>(rows, Fields, mapping, cancel).ConfigureAwait(false);
        if (columns is null)
        {
            yield return failed!;
            yield break;
        }
        yield return new ImportHeader<Account>(columns.Ignored);
        var reader = new RowReader(rows, columns);
        ImportRow<Account>? open = null;
        while (true)
        {
            var (read, failure) = await rows.Next(cancel).ConfigureAwait(false);
            if (!read && open is not null)
                yield return open;
            if (failure is not null)
                yield return new ImportFailure<Account>(rows.Row, [failure]);
            if (!read)
                yield break;
            var row = Row(reader, rows.Row);
            if (Joint(open, row) is { } joint)
            {
                open = joint;
                continue;
            }
            if (open is not null)
                yield return open;
            open = row;
        }
    }

    static ImportRow<Account> Row(RowReader row, long number)
    {
        var id = row.RequiredText("id", AccountRules.LongestId) ?? "";
        var account = new Account
        {
            Id = id,
            Holders = Holders(row),
            Currency = Currency(row),
            Masked = Masked(row) ?? AccountRules.MaskedOf(id),
            Nickname = row.Text("nickname", AccountRules.LongestNickname),
            LowBalance = row.Amount("lowBalance"),
            LargeTransaction = row.Amount("largeTransaction"),
        };
        var errors = row.TakeErrors();
        return new(number, errors.Count == 0 ? account : null, errors);
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

    // The same account in the next row, the same but for who holds it.
    static ImportRow<Account>? Joint(ImportRow<Account>? open, ImportRow<Account> row)
    {
        if (open?.Value is not { } before || row.Value is not { } after || before.Id != after.Id
            || before.Holders.Count + after.Holders.Count > AccountRules.MostHolders || before with { Holders = after.Holders } != after)
            return null;
        return open with { Value = before with { Holders = [.. before.Holders.Union(after.Holders, StringComparer.Ordinal)] } };
    }
}
