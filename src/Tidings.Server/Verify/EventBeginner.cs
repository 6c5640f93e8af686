using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Security.Sealing;
using Tidings.Server.Decide;
using Tidings.Server.Partitions;

namespace Tidings.Server.Verify;

/// <summary>
/// Stands before the partitions, whichever door an event came by: for one that may begin a verification a code is drawn and hashed, since deciding has no keys. Whether it begins is decided there; of one that did its id is
/// told here.
/// </summary>
internal sealed class EventBeginner(EventRouter router, RulebookHolder rules, CodeSecrets secrets, VerificationIds ids) : IEventRouter
{
    public ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel) =>
        rules.Pipeline.Rulebook.Begins is { IsEmpty: false } begins ? Begin(begins, events, cancel) : router.Accept(events, cancel);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<EventOutcome[]> Begin(EventBegins begins, IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        BankEvent[]? drawn = null;
        for (var i = 0; i < events.Count; i++)
            if (begins.For(events[i]) is { } purpose)
                (drawn ??= [.. events])[i] = events[i] with { Begins = await Draw(purpose, events[i], cancel) };
        var outcomes = await router.Accept(drawn ?? events, cancel);
        for (var i = 0; drawn is not null && i < outcomes.Length; i++)
            // Of a repetition too, as long as it is remembered: who asks again may have lost the answer.
            if (drawn[i].Begins is not null && outcomes[i].Verification is { Now: { Rows: [var row, ..] } begun })
                outcomes[i] = outcomes[i] with { Begun = await ids.Of(row, begun.Key, cancel) };
        return outcomes;
    }

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
            SessionKey = VerificationStep.KeyOf(happened.Session), DeviceKey = VerificationStep.KeyOf(happened.Device),
        };
    }
}
