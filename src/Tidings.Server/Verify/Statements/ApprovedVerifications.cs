using System.Buffers.Text;
using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Track;

namespace Tidings.Server.Verify.Statements;

/// <summary>Finds what was approved in the journal, where it is as long as facts are kept; the customer's state knows it for an hour.</summary>
internal sealed class ApprovedVerifications(IStore store, Lookups lookups, VerificationIds ids)
{
    /// <summary>Keys are hashes, and may be others' too.</summary>
    const int MostOfAKey = 16;
    /// <summary>SMPP message_state.</summary>
    const byte Delivered = 2;

    /// <summary>What the last run left out of the index is filled in: what is not found is not there.</summary>
    public bool IsWhole => lookups.Whole.IsCompletedSuccessfully;

    /// <summary>Null: there is none of this id, it was not approved, or its rows are gone.</summary>
    public async Task<StatementClaims?> Find(string id, string origin, DateTimeOffset now, CancellationToken cancel)
    {
        if (await ids.Find(id, cancel) is not { } known)
            return null;
        foreach (var entry in await lookups.Find(LookupKey.OfApproval(known.Key), new(long.MaxValue), MostOfAKey, cancel))
        {
            if (await store.ReadMessage(entry.Message, cancel) is not { } facts || facts.Row.Id != entry.Message || facts.Row.Customer != known.Customer
                || DecidedEvents.Kept(facts.Row, known.Key) is not ({ Status: VerificationStatus.Approved } approved, var at))
                continue;
            return new(origin, now.ToUnixTimeSeconds(), id, known.Customer, approved.Purpose, approved.StartedAt, at, facts.Row.Id.ToString())
            {
                Session = approved.Session is { } session ? Base64Url.EncodeToString(session) : null,
                Payment = approved.Payment is { } payment ? Stated(payment) : null,
                Means = await Means(approved, cancel),
                WrongCodes = approved.Wrong,
            };
        }
        return null;
    }

    static StatedPayment Stated(Payment payment) => new(
        payment.Total.Amount.ToString(CultureInfo.InvariantCulture), payment.Total.Currency, payment.Count, Base64Url.EncodeToString(payment.Digest)) { Payee = payment.Payee, Account = payment.Account };

    async Task<IReadOnlyList<StatedMeans>> Means(Verification approved, CancellationToken cancel)
    {
        if (!approved.Means.GoesToNumber())
            return [new(AuthenticatorShown.Word(approved.Means), approved.StartedAt)];
        var means = new List<StatedMeans>(approved.Rows.Length);
        foreach (var row in approved.Rows)
            // A policy may have kept one back.
            if (await store.ReadMessage(row, cancel) is { } facts && DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), row) is { Class: MessageClass.OneTimeCode } text)
                means.Add(new(AuthenticatorShown.Word(text.Channel == MessageChannel.Voice ? VerificationMeans.Voice : VerificationMeans.Sms), row.At)
                {
                    To = text.To.Digits.Length > 3 ? text.To.Digits[^3..] : "", Message = row.ToString(),
                    SentAt = Last(facts.Submissions.Where(sent => sent.Message == row && sent.Result == SubmissionResult.Accepted).Select(static sent => sent.At)),
                    DeliveredAt = Last(facts.Receipts.Where(receipt => receipt.Message == row && receipt.State == Delivered).Select(static receipt => receipt.At)),
                });
        return means;
    }

    static DateTimeOffset? Last(IEnumerable<DateTimeOffset> times) => times.Select(static at => (DateTimeOffset?)at).Max();
}
