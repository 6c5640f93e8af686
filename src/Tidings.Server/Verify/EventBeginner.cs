using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Sealing;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Partitions;
using Tidings.Server.Verify.SimSwaps;

namespace Tidings.Server.Verify;

/// <summary>
/// Stands before the partitions, whichever door an event came by: for one that may begin a verification a code is drawn and hashed, since deciding has no keys. Whether it begins is decided there; of one that did its id is
/// told here.
/// </summary>
internal sealed class EventBeginner(EventRouter router, RulebookHolder rules, CodeSecrets secrets, VerificationIds ids, ICustomerReader customers, IAccountDirectory accounts, SwapQuestion swaps,
    CustomerPasskeys passkeys, CallingCarriers calls, IOptions<SimSwapOptions> options, TimeProvider time) : IEventRouter
{
    /// <summary>Questions about SIM cards that are under way for one call at once.</summary>
    const int MostQuestions = 64;

    public ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel) =>
        rules.Pipeline.Rulebook.Begins is { IsEmpty: false } begins ? Begin(begins, events, cancel) : router.Accept(events, cancel);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<EventOutcome[]> Begin(EventBegins begins, IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        BankEvent[]? drawn = null;
        List<(int At, Purpose Purpose)>? asked = null;
        for (var i = 0; i < events.Count; i++)
            if (begins.For(events[i]) is { } purpose)
            {
                (drawn ??= [.. events])[i] = events[i] with { Begins = await Draw(purpose, events[i], cancel) };
                // What begins nothing asks nobody.
                if (purpose.SimSwap is not null && events[i] is { Reach: Reach.Live, Untold: false } && time.GetUtcNow() - events[i].Time <= purpose.Validity)
                    (asked ??= []).Add((i, purpose));
            }
        if (asked is not null)
            await AskAll(asked, drawn!, cancel);
        var outcomes = await router.Accept(drawn ?? events, cancel);
        for (var i = 0; drawn is not null && i < outcomes.Length; i++)
            // Of a repetition too, as long as it is remembered: who asks again may have lost the answer.
            if (drawn[i].Begins is not null && outcomes[i].Verification is { Now: { Rows: [var row, ..] } begun })
                outcomes[i] = outcomes[i] with { Begun = await ids.Of(row, begun.Key, cancel) };
        return outcomes;
    }

    /// <summary>All of them within the time of one answer: their neighbours wait no longer for an operator that is slow, and of those that he did not come to nothing is known.</summary>
    async Task AskAll(List<(int At, Purpose Purpose)> asked, BankEvent[] drawn, CancellationToken cancel)
    {
        using var over = new CancellationTokenSource(options.Value.Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, over.Token);
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = MostQuestions, CancellationToken = cancel }, async (one, _) =>
        {
            try
            {
                drawn[one.At] = await Asked(one.Purpose, drawn[one.At], either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
            }
            catch (StateUnreadableException)
            {
                // His partition says so of this event, and takes the others.
            }
        });
    }

    /// <summary>What is known of the SIM card, where it is clear whose number it is.</summary>
    async ValueTask<BankEvent> Asked(Purpose purpose, BankEvent drawn, CancellationToken cancel)
    {
        var number = purpose.AnyNumber && drawn.NewPhone is { } fresh ? fresh : Whose(drawn) is { } customer && await customers.Get(customer) is { Phones: [var first, ..] } ? first : (Msisdn?)null;
        return number is null ? drawn : drawn with { Begins = drawn.Begins! with { Swap = await swaps.Ask(purpose, number, cancel), SwapOf = number } };
    }

    string? Whose(BankEvent happened) => happened.Customer.Length > 0 ? happened.Customer
        : happened.Account is { } named && accounts.TryGet(named, out var account) && account.Holders.Count == 1 ? account.Holders[0] : null;

    async ValueTask<VerificationStep> Draw(Purpose purpose, BankEvent happened, CancellationToken cancel)
    {
        var key = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var code = RandomNumberGenerator.GetString(Codes.Of(purpose.Alphabet), purpose.Length);
        var session = happened.Session is { } named ? SHA256.HashData(Encoding.UTF8.GetBytes(named)) : null;
        var payment = purpose.Binds == PurposeBinding.Payment ? VerificationBegin.PaymentOf(happened) : null;
        return new()
        {
            Act = VerificationAct.Start, Key = key, Purpose = purpose.Id, Session = session, Payment = payment, Code = code,
            Hash = await secrets.Hash(CodeBinding.Of(key, purpose.Id, session, payment, code), cancel),
            SessionKey = VerificationStep.KeyOf(happened.Session), DeviceKey = VerificationStep.KeyOf(happened.Device), PasskeysAreOff = !passkeys.IsSetUp, CallsAreOff = !calls.Any,
        };
    }
}
